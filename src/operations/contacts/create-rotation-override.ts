// CreateRotationOverride: for a while, other people, or nobody, instead of those whose turn it is.
import { type Implementation, implement } from "../../contract/call.ts";
import { createRotationOverride as operation } from "../../contract/contacts/override.ts";
import { mostOverrides, overrideFaults } from "../../domain/contacts/override-rules.ts";
import { schedulesOf } from "../../storage/contacts.ts";
import { addOverride, countOverridesAfter } from "../../storage/rotation-overrides.ts";
import { idempotently } from "../idempotent.ts";
import { quotaExceeded, refuse, tokenReusedUnmodelled } from "./errors.ts";
import type { GivenForContacts } from "./given.ts";
import { requirePeople } from "./members.ts";
import { holdOwnRotation } from "./own-rotation.ts";
import { warnOfUnreachable } from "./warn-of-unreachable.ts";

export const createRotationOverride = (given: GivenForContacts): Implementation =>
  implement({
    operation,
    resources: ({ RotationId }) => [RotationId],
    run: async (input, { caller: { account } }) => {
      const { RotationId: rotationArn, NewContactIds: newContactIds } = input;
      const { startTime, endTime } = {
        startTime: input.StartTime.getTime(),
        endTime: input.EndTime.getTime(),
      };
      return idempotently(given, {
        account,
        operation: operation.name,
        input,
        mismatch: tokenReusedUnmodelled,
        run: async (tx) => {
          const createTime = given.clock.now();
          await holdOwnRotation(tx, { account, arn: rotationArn });
          refuse(overrideFaults({ start: startTime, end: endTime }, createTime));
          await requirePeople(tx, { account, arns: newContactIds, member: "newContactIds" });
          if ((await countOverridesAfter(tx, rotationArn, createTime)) >= mostOverrides)
            throw tooMany(rotationArn);
          const id = given.newId();
          const override = { rotationArn, id, account, newContactIds, startTime, endTime, createTime };
          await addOverride(tx, override);
          await warnOfUnreachable(given, tx, await schedulesOf(tx, rotationArn));
          return { RotationOverrideId: id };
        },
      });
    },
  });

const tooMany = (rotation: string) =>
  quotaExceeded(`A rotation has at most ${mostOverrides} overrides that have not ended.`, {
    code: "overrides-per-rotation",
    ResourceType: "ROTATION",
    ResourceId: rotation,
  });
