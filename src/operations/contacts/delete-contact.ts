// DeleteContact: the contact goes, with its channels, policy and tags. Plans that name it stay as they are; rotations must let go of it first.
import { type Implementation, implement } from "../../contract/call.ts";
import { deleteContact as operation } from "../../contract/contacts/contact.ts";
import { channelsOf } from "../../storage/contact-channels.ts";
import { removeContactPolicy } from "../../storage/contact-policies.ts";
import { removeContact } from "../../storage/contacts.ts";
import { rotationsWith } from "../../storage/rotations.ts";
import { forgetTags } from "../../storage/tags.ts";
import type { Given } from "../given.ts";
import { dropChannel } from "./drop-channel.ts";
import { inUse } from "./errors.ts";
import { holdOwnContact } from "./own-contact.ts";

/** The error names no more. Source: API reference. */
const mostDependents = 25;

export const deleteContact = ({ storage }: Given): Implementation =>
  implement({
    operation,
    resources: ({ ContactId }) => [ContactId],
    run: async ({ ContactId: arn }, { caller: { account } }) => {
      await storage.write(async (tx) => {
        await holdOwnContact(tx, { account, arn });
        const rotations = await rotationsWith(tx, arn, mostDependents);
        if (rotations.length > 0) throw inUse(arn, rotations);
        for (const channel of await channelsOf(tx, arn)) await dropChannel(tx, channel.arn);
        await removeContactPolicy(tx, arn);
        await forgetTags(tx, arn);
        await removeContact(tx, arn);
      });
      return {};
    },
  });
