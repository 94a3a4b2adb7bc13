// PutContactPolicy: shares a contact with other accounts, in place of how it was shared before.
import { type Implementation, implement } from "../../contract/call.ts";
import { putContactPolicy as operation } from "../../contract/contacts/contact-policy.ts";
import { contactSharingMistakes } from "../../domain/contacts/contact-sharing.ts";
import { writeContactPolicy } from "../../storage/contact-policies.ts";
import type { Given } from "../given.ts";
import { refuse } from "./errors.ts";
import { holdOwnContact } from "./own-contact.ts";

export const putContactPolicy = ({ storage }: Given): Implementation =>
  implement({
    operation,
    resources: ({ ContactArn }) => [ContactArn],
    run: async ({ ContactArn: contactArn, Policy: policy }, { caller: { account } }) => {
      const mistakes = contactSharingMistakes(policy, contactArn);
      refuse(mistakes.map((message) => ({ name: "policy", message })));
      await storage.write(async (tx) => {
        await holdOwnContact(tx, { account, arn: contactArn });
        await writeContactPolicy(tx, { contactArn, account, policy });
      });
      return {};
    },
  });
