// ListRotationShifts: who is on call from when to when in a rotation, overrides included; each shift whole.
import { type Implementation, implement } from "../../contract/call.ts";
import { listRotationShifts as operation } from "../../contract/contacts/shift.ts";
import { rangeFaults } from "../../domain/contacts/range.ts";
import { shownShift } from "../../domain/contacts/shown-shift.ts";
import { shifts } from "../../domain/shifts/shifts.ts";
import { overridesOf } from "../../storage/rotation-overrides.ts";
import type { Given } from "../given.ts";
import { invalidArn, refuse } from "./errors.ts";
import { listing } from "./listing.ts";
import { ownRotation } from "./own-rotation.ts";

/** An override that lies elsewhere can still be where a shift of the range begins or ends. */
const always = { start: Number.MIN_SAFE_INTEGER, end: Number.MAX_SAFE_INTEGER };

export const listRotationShifts = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ RotationId }) => [RotationId],
    run: (input, { caller }) => {
      const { RotationId: arn, StartTime, EndTime } = input;
      const range = { start: StartTime?.getTime() ?? given.clock.now(), end: EndTime.getTime() };
      refuse(rangeFaults(range));
      return given.storage.read(async (reader) => {
        const { account } = caller;
        // Not ResourceNotFoundException. Source: observed.
        const rotation = await ownRotation(reader, { account, arn, missing: invalidArn });
        const overrides = await overridesOf(reader, arn, always);
        const { rows, next } = await listing(given, {
          operation: operation.name,
          caller,
          input,
          rowsAfter: async ([start = range.start] = [], limit) => [
            ...shifts({ rotation, overrides }, { start: Number(start), end: range.end }).take(limit),
          ],
          positionOf: ({ end }) => [end],
        });
        return { RotationShifts: rows.map(shownShift), ...next };
      });
    },
  });
