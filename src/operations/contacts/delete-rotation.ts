// DeleteRotation: the rotation goes, with its overrides and tags, and out of every on-call schedule that has it.
import { type Implementation, implement } from "../../contract/call.ts";
import { deleteRotation as operation } from "../../contract/contacts/rotation.ts";
import { withoutRotation } from "../../domain/contacts/contact.ts";
import { holdContact, saveContact, schedulesOf } from "../../storage/contacts.ts";
import { removeOverrides } from "../../storage/rotation-overrides.ts";
import { removeRotation } from "../../storage/rotations.ts";
import type { Transaction } from "../../storage/storage.ts";
import { forgetTags } from "../../storage/tags.ts";
import type { GivenForContacts } from "./given.ts";
import { holdOwnRotation } from "./own-rotation.ts";
import { warnOfUnreachable } from "./warn-of-unreachable.ts";

export const deleteRotation = (given: GivenForContacts): Implementation =>
  implement({
    operation,
    resources: ({ RotationId }) => [RotationId],
    run: async ({ RotationId: arn }, { caller: { account } }) => {
      await given.storage.write(async (tx) => {
        await holdOwnRotation(tx, { account, arn });
        const schedules = await schedulesOf(tx, arn);
        for (const schedule of schedules) await takeOut(tx, schedule, arn);
        await removeOverrides(tx, arn);
        await forgetTags(tx, arn);
        await removeRotation(tx, arn);
        await warnOfUnreachable(given, tx, schedules);
      });
      return {};
    },
  });

async function takeOut(tx: Transaction, schedule: string, rotation: string): Promise<void> {
  const contact = await holdContact(tx, schedule);
  if (contact !== undefined) await saveContact(tx, withoutRotation(contact, rotation));
}
