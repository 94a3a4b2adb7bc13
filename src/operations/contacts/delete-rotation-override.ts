// DeleteRotationOverride: those whose turn it is are on call again.
import { type Implementation, implement } from "../../contract/call.ts";
import { deleteRotationOverride as operation } from "../../contract/contacts/override.ts";
import { schedulesOf } from "../../storage/contacts.ts";
import { removeOverride } from "../../storage/rotation-overrides.ts";
import { notFound } from "./errors.ts";
import type { GivenForContacts } from "./given.ts";
import { holdOwnRotation } from "./own-rotation.ts";
import { warnOfUnreachable } from "./warn-of-unreachable.ts";

export const deleteRotationOverride = (given: GivenForContacts): Implementation =>
  implement({
    operation,
    resources: ({ RotationId }) => [RotationId],
    run: async ({ RotationId: rotationArn, RotationOverrideId: id }, { caller: { account } }) => {
      await given.storage.write(async (tx) => {
        await holdOwnRotation(tx, { account, arn: rotationArn });
        if (!(await removeOverride(tx, { rotationArn, id }))) throw notFound("ROTATION_OVERRIDE", id);
        await warnOfUnreachable(given, tx, await schedulesOf(tx, rotationArn));
      });
      return {};
    },
  });
