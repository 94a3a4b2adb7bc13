// GetContact: the contact with its plan, as they were given.
import { type Implementation, implement } from "../../contract/call.ts";
import { getContact as operation } from "../../contract/contacts/contact.ts";
import { shown } from "../../domain/contacts/contact.ts";
import type { Given } from "../given.ts";
import { ownContact } from "./own-contact.ts";

export const getContact = ({ storage }: Given): Implementation =>
  implement({
    operation,
    resources: ({ ContactId }) => [ContactId],
    run: async ({ ContactId: arn }, { caller: { account } }) =>
      shown(await storage.read((reader) => ownContact(reader, { account, arn }))),
  });
