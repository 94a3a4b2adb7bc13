// CreateContact: a person, an escalation plan or an on-call schedule, under an alias that the account does not use yet in this Region.
import { type Implementation, implement } from "../../contract/call.ts";
import { createContact as operation } from "../../contract/contacts/contact.ts";
import { contactArn } from "../../domain/contacts/arn.ts";
import { newContact } from "../../domain/contacts/contact.ts";
import { planFaults } from "../../domain/contacts/plan-rules.ts";
import { tagFaults, tagMapOf } from "../../domain/contacts/tag-list.ts";
import { addContact } from "../../storage/contacts.ts";
import { writeTags } from "../../storage/tags.ts";
import { idempotently } from "../idempotent.ts";
import { refuse, taken, tokenReused } from "./errors.ts";
import type { GivenForContacts } from "./given.ts";
import { requireOnboarded } from "./onboarded.ts";
import { holdRotations, requireTargets } from "./plan-targets.ts";
import { warnOfUnreachable } from "./warn-of-unreachable.ts";

export const createContact = (given: GivenForContacts): Implementation =>
  implement({
    operation,
    resources: ({ Alias }, caller) => [contactArn(caller, Alias)],
    run: async (input, { caller }) => {
      const { account, region } = caller;
      const { Type, Plan, Tags = [] } = input;
      refuse([...planFaults(Type, Plan), ...tagFaults(Tags)]);
      const contact = newContact(caller, input);
      const { arn } = contact;
      return idempotently(given, {
        account,
        operation: `${operation.name} in ${region}`,
        input,
        mismatch: () => tokenReused("CONTACT", arn),
        run: async (tx) => {
          await requireOnboarded(tx, account);
          const rotations = await holdRotations(tx, account, contact.plan.RotationIds);
          await requireTargets(tx, { contact, before: {}, rotations });
          if (!(await addContact(tx, contact))) throw taken("CONTACT", arn);
          await writeTags(tx, { arn, account }, tagMapOf(Tags));
          await warnOfUnreachable(given, tx, [arn]);
          return { ContactArn: arn };
        },
      });
    },
  });
