// The whole API of ssm-contacts: 39 operations over awsJson1.1.
import { type ServiceContract, byName } from "../operation.ts";
import * as activation from "./activation.ts";
import * as channels from "./channel.ts";
import * as contactPolicies from "./contact-policy.ts";
import * as people from "./contact.ts";
import * as engagements from "./engagement.ts";
import * as errors from "./errors.ts";
import * as overrides from "./override.ts";
import * as pages from "./page.ts";
import * as rotations from "./rotation.ts";
import * as shifts from "./shift.ts";
import * as tags from "./tag.ts";

export const contacts = {
  signingName: "ssm-contacts",
  protocol: "awsJson1_1",
  targetPrefix: "SSMContacts",
  errorText: "Message",
  operations: byName([
    people.createContact,
    people.getContact,
    people.listContacts,
    people.updateContact,
    people.deleteContact,
    contactPolicies.getContactPolicy,
    contactPolicies.putContactPolicy,
    channels.createContactChannel,
    channels.getContactChannel,
    channels.listContactChannels,
    channels.updateContactChannel,
    channels.deleteContactChannel,
    activation.sendActivationCode,
    activation.activateContactChannel,
    activation.deactivateContactChannel,
    rotations.createRotation,
    rotations.getRotation,
    rotations.listRotations,
    rotations.updateRotation,
    rotations.deleteRotation,
    overrides.createRotationOverride,
    overrides.getRotationOverride,
    overrides.listRotationOverrides,
    overrides.deleteRotationOverride,
    shifts.listRotationShifts,
    shifts.listPreviewRotationShifts,
    engagements.startEngagement,
    engagements.stopEngagement,
    engagements.describeEngagement,
    engagements.listEngagements,
    pages.acceptPage,
    pages.describePage,
    pages.listPageReceipts,
    pages.listPageResolutions,
    pages.listPagesByContact,
    pages.listPagesByEngagement,
    tags.listTagsForResource,
    tags.tagResource,
    tags.untagResource,
  ]),
  errors: byName([
    errors.accessDenied,
    errors.conflict,
    errors.dataEncryption,
    errors.internalServer,
    errors.resourceNotFound,
    errors.serviceQuotaExceeded,
    errors.throttling,
    errors.validation,
  ]),
} satisfies ServiceContract;
