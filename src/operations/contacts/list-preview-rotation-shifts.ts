// ListPreviewRotationShifts: the shifts of a rotation that is only being drafted. Nothing is stored.
import { type Implementation, implement } from "../../contract/call.ts";
import { listPreviewRotationShifts as operation } from "../../contract/contacts/shift.ts";
import { rosterDrafted, draftFaults } from "../../domain/contacts/draft.ts";
import { rangeFaults } from "../../domain/contacts/range.ts";
import { shownShift } from "../../domain/contacts/shown-shift.ts";
import { shifts } from "../../domain/shifts/shifts.ts";
import type { Given } from "../given.ts";
import { refuse } from "./errors.ts";
import { listing } from "./listing.ts";
import { requireOnboardedReader } from "./onboarded.ts";

export const listPreviewRotationShifts = (given: Given): Implementation =>
  implement({
    operation,
    resources: () => ["*"],
    run: async (input, { caller }) => {
      const now = given.clock.now();
      const range = { start: input.StartTime?.getTime() ?? now, end: input.EndTime.getTime() };
      refuse([...draftFaults(input), ...rangeFaults(range)]);
      await requireOnboardedReader(given.storage, caller.account);
      const { rows, next } = await listing(given, {
        operation: operation.name,
        caller,
        input,
        // A draft without a start begins when its first page was asked for, on the other pages too.
        rowsAfter: async ([start = range.start, asked = now] = [], limit) =>
          [
            ...shifts(rosterDrafted(input, Number(asked)), { start: Number(start), end: range.end }).take(
              limit,
            ),
          ].map((shift) => ({ shift, asked })),
        positionOf: ({ shift, asked }) => [shift.end, asked],
      });
      return { RotationShifts: rows.map(({ shift }) => shownShift(shift)), ...next };
    },
  });
