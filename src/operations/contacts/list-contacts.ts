// ListContacts: the account's contacts of this Region, sorted by alias.
import { type Implementation, implement } from "../../contract/call.ts";
import { listContacts as operation } from "../../contract/contacts/contact.ts";
import { listed } from "../../domain/contacts/contact.ts";
import { listContacts as contactsAfter } from "../../storage/contacts.ts";
import type { Given } from "../given.ts";
import { listing } from "./listing.ts";
import { requireOnboardedReader } from "./onboarded.ts";

export const listContacts = (given: Given): Implementation =>
  implement({
    operation,
    resources: () => ["*"],
    run: (input, { caller }) =>
      given.storage.read(async (reader) => {
        const { account, region } = caller;
        await requireOnboardedReader(reader, account);
        const { AliasPrefix: aliasPrefix, Type: type } = input;
        const { rows, next } = await listing(given, {
          operation: operation.name,
          caller,
          input,
          rowsAfter: ([after] = [""], limit) =>
            contactsAfter(reader, { account, region, aliasPrefix, type, after: String(after), limit }),
          positionOf: ({ alias }) => [alias],
        });
        return { Contacts: rows.map(listed), ...next };
      }),
  });
