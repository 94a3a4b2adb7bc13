// GetRotation: the rotation as it was given.
import { type Implementation, implement } from "../../contract/call.ts";
import { getRotation as operation } from "../../contract/contacts/rotation.ts";
import { shownRotation } from "../../domain/contacts/rotation.ts";
import type { Given } from "../given.ts";
import { ownRotation } from "./own-rotation.ts";

export const getRotation = ({ storage }: Given): Implementation =>
  implement({
    operation,
    resources: ({ RotationId }) => [RotationId],
    run: async ({ RotationId: arn }, { caller: { account } }) =>
      shownRotation(await storage.read((reader) => ownRotation(reader, { account, arn }))),
  });
