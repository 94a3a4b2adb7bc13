// GetContactPolicy: with whom a contact is shared; without a policy when it is with nobody.
import { type Implementation, implement } from "../../contract/call.ts";
import { getContactPolicy as operation } from "../../contract/contacts/contact-policy.ts";
import { findContactPolicy } from "../../storage/contact-policies.ts";
import type { Given } from "../given.ts";
import { ownContact } from "./own-contact.ts";

export const getContactPolicy = ({ storage }: Given): Implementation =>
  implement({
    operation,
    resources: ({ ContactArn }) => [ContactArn],
    run: ({ ContactArn: arn }, { caller: { account } }) =>
      storage.read(async (reader) => {
        await ownContact(reader, { account, arn });
        return { ContactArn: arn, Policy: await findContactPolicy(reader, arn) };
      }),
  });
