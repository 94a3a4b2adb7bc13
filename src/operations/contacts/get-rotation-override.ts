// GetRotationOverride: one override of a rotation.
import { type Implementation, implement } from "../../contract/call.ts";
import { getRotationOverride as operation } from "../../contract/contacts/override.ts";
import { shownOverride } from "../../domain/contacts/rotation.ts";
import { findOverride } from "../../storage/rotation-overrides.ts";
import type { Given } from "../given.ts";
import { notFound } from "./errors.ts";
import { ownRotation } from "./own-rotation.ts";

export const getRotationOverride = ({ storage }: Given): Implementation =>
  implement({
    operation,
    resources: ({ RotationId }) => [RotationId],
    run: ({ RotationId: rotationArn, RotationOverrideId: id }, { caller: { account } }) =>
      storage.read(async (reader) => {
        await ownRotation(reader, { account, arn: rotationArn });
        const override = await findOverride(reader, { rotationArn, id });
        if (override === undefined) throw notFound("ROTATION_OVERRIDE", id);
        return { RotationArn: rotationArn, ...shownOverride(override) };
      }),
  });
