// Every operation of ssm-contacts that is built, by its name.
import type { Implementation } from "../../contract/call.ts";
import { acceptPage } from "./accept-page.ts";
import { activateContactChannel } from "./activate-contact-channel.ts";
import { createContactChannel } from "./create-contact-channel.ts";
import { createContact } from "./create-contact.ts";
import { createRotationOverride } from "./create-rotation-override.ts";
import { createRotation } from "./create-rotation.ts";
import { deactivateContactChannel } from "./deactivate-contact-channel.ts";
import { deleteContactChannel } from "./delete-contact-channel.ts";
import { deleteContact } from "./delete-contact.ts";
import { deleteRotationOverride } from "./delete-rotation-override.ts";
import { deleteRotation } from "./delete-rotation.ts";
import { describeEngagement } from "./describe-engagement.ts";
import { describePage } from "./describe-page.ts";
import { getContactChannel } from "./get-contact-channel.ts";
import { getContactPolicy } from "./get-contact-policy.ts";
import { getContact } from "./get-contact.ts";
import { getRotationOverride } from "./get-rotation-override.ts";
import { getRotation } from "./get-rotation.ts";
import type { GivenForContacts } from "./given.ts";
import { listContactChannels } from "./list-contact-channels.ts";
import { listContacts } from "./list-contacts.ts";
import { listEngagements } from "./list-engagements.ts";
import { listPageReceipts } from "./list-page-receipts.ts";
import { listPageResolutions } from "./list-page-resolutions.ts";
import { listPagesByContact } from "./list-pages-by-contact.ts";
import { listPagesByEngagement } from "./list-pages-by-engagement.ts";
import { listPreviewRotationShifts } from "./list-preview-rotation-shifts.ts";
import { listRotationOverrides } from "./list-rotation-overrides.ts";
import { listRotationShifts } from "./list-rotation-shifts.ts";
import { listRotations } from "./list-rotations.ts";
import { listTagsForResource } from "./list-tags-for-resource.ts";
import { putContactPolicy } from "./put-contact-policy.ts";
import { sendActivationCode } from "./send-activation-code.ts";
import { startEngagement } from "./start-engagement.ts";
import { stopEngagement } from "./stop-engagement.ts";
import { tagResource } from "./tag-resource.ts";
import { untagResource } from "./untag-resource.ts";
import { updateContactChannel } from "./update-contact-channel.ts";
import { updateContact } from "./update-contact.ts";
import { updateRotation } from "./update-rotation.ts";

const built: readonly ((given: GivenForContacts) => Implementation)[] = [
  createContact,
  getContact,
  listContacts,
  updateContact,
  deleteContact,

  createContactChannel,
  getContactChannel,
  listContactChannels,
  updateContactChannel,
  deleteContactChannel,

  sendActivationCode,
  activateContactChannel,
  deactivateContactChannel,

  putContactPolicy,
  getContactPolicy,

  createRotation,
  getRotation,
  listRotations,
  updateRotation,
  deleteRotation,

  createRotationOverride,
  getRotationOverride,
  listRotationOverrides,
  deleteRotationOverride,

  listRotationShifts,
  listPreviewRotationShifts,

  startEngagement,
  stopEngagement,
  describeEngagement,
  listEngagements,

  acceptPage,
  describePage,
  listPagesByEngagement,
  listPagesByContact,
  listPageReceipts,
  listPageResolutions,

  tagResource,
  untagResource,
  listTagsForResource,
];

export const contactsImplementations = (given: GivenForContacts): ReadonlyMap<string, Implementation> =>
  new Map(built.map((build) => build(given)).map((it) => [it.operation.name, it]));
