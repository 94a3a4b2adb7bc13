// UpdateRotation: another recurrence, and other people, another start or time zone where they are given.
import { type Implementation, implement } from "../../contract/call.ts";
import { updateRotation as operation } from "../../contract/contacts/rotation.ts";
import { recurrenceFaults, timeZoneFaults } from "../../domain/contacts/recurrence-rules.ts";
import { changedRotation } from "../../domain/contacts/rotation.ts";
import { schedulesOf } from "../../storage/contacts.ts";
import { saveRotation } from "../../storage/rotations.ts";
import { refuse } from "./errors.ts";
import type { GivenForContacts } from "./given.ts";
import { holdPeople } from "./members.ts";
import { holdOwnRotation } from "./own-rotation.ts";
import { warnOfUnreachable } from "./warn-of-unreachable.ts";

export const updateRotation = (given: GivenForContacts): Implementation =>
  implement({
    operation,
    resources: ({ RotationId }) => [RotationId],
    run: async (input, { caller: { account } }) => {
      const { RotationId: arn, ContactIds, TimeZoneId, Recurrence } = input;
      refuse([...timeZoneFaults(TimeZoneId), ...recurrenceFaults(Recurrence)]);
      await given.storage.write(async (tx) => {
        const rotation = await holdOwnRotation(tx, { account, arn });
        if (ContactIds !== undefined)
          await holdPeople(tx, { account, arns: ContactIds, member: "contactIds" });
        await saveRotation(tx, changedRotation(rotation, input));
        await warnOfUnreachable(given, tx, await schedulesOf(tx, arn));
      });
      return {};
    },
  });
