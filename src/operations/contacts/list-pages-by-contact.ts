// ListPagesByContact: every page of a person, the newest first.
import { type Implementation, implement } from "../../contract/call.ts";
import { listPagesByContact as operation } from "../../contract/contacts/page.ts";
import { listedPage } from "../../domain/contacts/page.ts";
import { listPages } from "../../storage/pages.ts";
import type { Given } from "../given.ts";
import { timePlace } from "./time-place.ts";
import { listing } from "./listing.ts";
import { ownContact } from "./own-contact.ts";

export const listPagesByContact = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ ContactId }) => [ContactId],
    run: (input, { caller }) =>
      given.storage.read(async (reader) => {
        const { ContactId: arn } = input;
        await ownContact(reader, { account: caller.account, arn });
        const { rows, next } = await listing(given, {
          operation: operation.name,
          caller,
          input,
          rowsAfter: (after, limit) =>
            listPages(reader, { of: { contact: arn }, after: timePlace(after), limit }),
          positionOf: (it) => [it.created, it.arn],
        });
        return { Pages: rows.map(listedPage), ...next };
      }),
  });
