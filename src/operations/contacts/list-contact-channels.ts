// ListContactChannels: the addresses of a person, in the order of their making.
import { type Implementation, implement } from "../../contract/call.ts";
import { listContactChannels as operation } from "../../contract/contacts/channel.ts";
import { shownChannel } from "../../domain/contacts/channel.ts";
import { listChannels } from "../../storage/contact-channels.ts";
import type { Given } from "../given.ts";
import { listing } from "./listing.ts";
import { ownContact } from "./own-contact.ts";

export const listContactChannels = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ ContactId }) => [ContactId],
    run: (input, { caller }) =>
      given.storage.read(async (reader) => {
        const { arn: contact } = await ownContact(reader, { account: caller.account, arn: input.ContactId });
        const { rows, next } = await listing(given, {
          operation: operation.name,
          caller,
          input,
          rowsAfter: ([after] = [""], limit) =>
            listChannels(reader, contact, { after: String(after), limit }),
          positionOf: ({ arn }) => [arn],
        });
        return { ContactChannels: rows.map(shownChannel), ...next };
      }),
  });
