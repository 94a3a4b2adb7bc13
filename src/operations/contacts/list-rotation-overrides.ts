// ListRotationOverrides: the overrides that lie at least partly in a range of time, in the order of their start.
import { type Implementation, implement } from "../../contract/call.ts";
import { listRotationOverrides as operation } from "../../contract/contacts/override.ts";
import { rangeFaults } from "../../domain/contacts/range.ts";
import { shownOverride } from "../../domain/contacts/rotation.ts";
import { listOverrides } from "../../storage/rotation-overrides.ts";
import type { Given } from "../given.ts";
import { refuse } from "./errors.ts";
import { listing } from "./listing.ts";
import { ownRotation } from "./own-rotation.ts";

export const listRotationOverrides = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ RotationId }) => [RotationId],
    run: (input, { caller }) => {
      const range = { start: input.StartTime.getTime(), end: input.EndTime.getTime() };
      refuse(rangeFaults(range));
      return given.storage.read(async (reader) => {
        const { arn: rotation } = await ownRotation(reader, {
          account: caller.account,
          arn: input.RotationId,
        });
        const { rows, next } = await listing(given, {
          operation: operation.name,
          caller,
          input,
          rowsAfter: (position, limit) =>
            listOverrides(reader, { ...range, rotation, after: placeOf(position), limit }),
          positionOf: ({ startTime, id }) => [startTime, id],
        });
        return { RotationOverrides: rows.map(shownOverride), ...next };
      });
    },
  });

const placeOf = ([start, id]: readonly (string | number)[] = []): [number, string] | undefined =>
  start === undefined ? undefined : [Number(start), String(id)];
