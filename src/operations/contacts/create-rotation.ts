// CreateRotation: people who take turns on call. It counts once an on-call schedule names it.
import { type Implementation, implement } from "../../contract/call.ts";
import { createRotation as operation } from "../../contract/contacts/rotation.ts";
import { rotationArn } from "../../domain/contacts/arn.ts";
import { recurrenceFaults, timeZoneFaults } from "../../domain/contacts/recurrence-rules.ts";
import { newRotation } from "../../domain/contacts/rotation.ts";
import { tagFaults, tagMapOf } from "../../domain/contacts/tag-list.ts";
import { addRotation } from "../../storage/rotations.ts";
import { writeTags } from "../../storage/tags.ts";
import { idempotently } from "../idempotent.ts";
import { refuse, tokenReusedUnmodelled } from "./errors.ts";
import type { GivenForContacts } from "./given.ts";
import { holdPeople } from "./members.ts";
import { requireOnboarded } from "./onboarded.ts";

export const createRotation = (given: GivenForContacts): Implementation =>
  implement({
    operation,
    resources: (_, caller) => [rotationArn(caller, "*")],
    run: async (input, { caller }) => {
      const { account, region } = caller;
      const { ContactIds, TimeZoneId, Recurrence, Tags = [] } = input;
      refuse([...timeZoneFaults(TimeZoneId), ...recurrenceFaults(Recurrence), ...tagFaults(Tags)]);
      return idempotently(given, {
        account,
        operation: `${operation.name} in ${region}`,
        input,
        mismatch: tokenReusedUnmodelled,
        run: async (tx) => {
          await requireOnboarded(tx, account);
          await holdPeople(tx, { account, arns: ContactIds, member: "contactIds" });
          const arn = rotationArn(caller, given.newId());
          await addRotation(tx, newRotation({ arn, account, region, createTime: given.clock.now() }, input));
          await writeTags(tx, { arn, account }, tagMapOf(Tags));
          return { RotationArn: arn };
        },
      });
    },
  });
