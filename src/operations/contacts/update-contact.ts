// UpdateContact: another name, another plan; what is not given stays.
import { type Implementation, implement } from "../../contract/call.ts";
import { updateContact as operation } from "../../contract/contacts/contact.ts";
import { changedBy } from "../../domain/contacts/contact.ts";
import { planFaults } from "../../domain/contacts/plan-rules.ts";
import { saveContact } from "../../storage/contacts.ts";
import { refuse } from "./errors.ts";
import type { GivenForContacts } from "./given.ts";
import { requireOnboarded } from "./onboarded.ts";
import { holdOwnContact } from "./own-contact.ts";
import { holdRotations, requireTargets } from "./plan-targets.ts";
import { warnOfUnreachable } from "./warn-of-unreachable.ts";

export const updateContact = (given: GivenForContacts): Implementation =>
  implement({
    operation,
    resources: ({ ContactId }) => [ContactId],
    run: async (input, { caller: { account } }) => {
      const { ContactId: arn, Plan } = input;
      await given.storage.write(async (tx) => {
        await requireOnboarded(tx, account);
        const rotations = await holdRotations(tx, account, Plan?.RotationIds);
        const before = await holdOwnContact(tx, { account, arn });
        if (Plan !== undefined) refuse(planFaults(before.type, Plan));
        const contact = changedBy(before, input);
        await requireTargets(tx, { contact, before: before.plan, rotations });
        await saveContact(tx, contact);
        if (Plan !== undefined) await warnOfUnreachable(given, tx, [arn]);
      });
      return {};
    },
  });
