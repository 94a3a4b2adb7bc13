// Rotations and overrides for the property tests: every kind of recurrence, with times that like to meet changes of the clocks.
import * as fc from "fast-check";
import type { CoverageTime, HandOffTime, RecurrenceSettings } from "../../contract/contacts/recurrence.ts";
import { DAYS_OF_WEEK, MINUTE } from "./calendar.ts";
import type { Override, Rotation } from "./rotation.ts";

const timeOfDay: fc.Arbitrary<HandOffTime> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ HourOfDay: fc.nat(23), MinuteOfHour: fc.nat(59) }) },
  // The hours in which most zones change their clocks, and the full hours at which people hand off.
  {
    weight: 2,
    arbitrary: fc.record({ HourOfDay: fc.nat(3), MinuteOfHour: fc.constantFrom(0, 1, 15, 30, 45, 59) }),
  },
  { weight: 1, arbitrary: fc.record({ HourOfDay: fc.nat(23), MinuteOfHour: fc.constant(0) }) },
);
const dayOfWeek = fc.constantFrom(...DAYS_OF_WEEK);
const dayOfMonth = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 28, max: 31 }));

const several = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: 1, maxLength: 3 });

const settings: fc.Arbitrary<Partial<RecurrenceSettings>> = fc.oneof(
  fc.record({ DailySettings: several(timeOfDay) }),
  fc.record({ WeeklySettings: several(fc.record({ DayOfWeek: dayOfWeek, HandOffTime: timeOfDay })) }),
  fc.record({ MonthlySettings: several(fc.record({ DayOfMonth: dayOfMonth, HandOffTime: timeOfDay })) }),
);

const coverageTime: fc.Arbitrary<CoverageTime> = fc.record(
  { Start: timeOfDay, End: timeOfDay },
  { requiredKeys: [] },
);
const randomCoverages = fc.option(
  fc.dictionary(dayOfWeek, fc.array(coverageTime, { maxLength: 2 }), { maxKeys: 4 }),
  { nil: undefined },
);
const randomMultiplier = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 100 }));

export const randomRecurrence = ({
  multiplier = randomMultiplier,
  coverages = randomCoverages,
}: {
  multiplier?: fc.Arbitrary<number>;
  coverages?: fc.Arbitrary<RecurrenceSettings["ShiftCoverages"]>;
} = {}): fc.Arbitrary<RecurrenceSettings> =>
  fc
    .record({
      settings,
      RecurrenceMultiplier: multiplier,
      NumberOfOnCalls: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 4 })),
      ShiftCoverages: coverages,
    })
    .map(({ settings, ...rest }) => Object.assign({}, rest, settings));

/** @param begins epoch milliseconds */
export const randomRotation = (given: {
  timeZoneId: string;
  begins: fc.Arbitrary<number>;
  recurrence?: fc.Arbitrary<RecurrenceSettings>;
}): fc.Arbitrary<Rotation> =>
  fc.record({
    contactIds: fc
      .integer({ min: 1, max: 6 })
      .map((size) => ["ann", "bob", "cid", "dan", "eve", "fay"].slice(0, size)),
    startTime: given.begins,
    createTime: fc.constant(0),
    timeZoneId: fc.constant(given.timeZoneId),
    recurrence: given.recurrence ?? randomRecurrence(),
  });

/** Overrides of up to `longest` milliseconds that lie over each other as they like. */
export const randomOverrides = (begins: fc.Arbitrary<number>, longest: number): fc.Arbitrary<Override[]> =>
  fc
    .array(
      fc.record({
        newContactIds: fc.subarray(["ann", "bob", "gus"]),
        startTime: begins,
        minutes: fc.integer({ min: 0, max: longest / MINUTE }),
        createTime: fc.nat(3),
      }),
      { maxLength: 5 },
    )
    .map((list) =>
      list.map(({ minutes, ...override }, index) => ({
        ...override,
        id: `override-${index}`,
        endTime: override.startTime + minutes * MINUTE,
      })),
    );
