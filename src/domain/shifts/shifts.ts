// Who is on call: the one calculation behind the pager, the shift lists, the calendar and iCal. The rules are in docs/shifts.md.
import { coverageOf } from "./coverage.ts";
import { type Prevailing, prevailingOf } from "./overrides.ts";
import type { Override, Rotation, Shift, Span } from "./rotation.ts";
import { timeZone } from "./time-zone.ts";
import { beginningOf, type Turn, turnsOf } from "./turns.ts";

/** A rotation and all of its overrides, past and future: an override left out changes where others are cut. */
export interface Roster {
  readonly rotation: Rotation;
  readonly overrides: readonly Override[];
}

/** A stretch without change; `shift` is absent where nobody is on call and nothing is overridden. */
interface Stretch extends Span {
  readonly shift?: Shift;
}

/**
 * The shifts that overlap the range, each whole, in order of time, computed one by one as they are taken: use
 * `.take(limit)`, and go on from the `end` of the last one. A shift does not depend on the range it was found through.
 * Throws RangeError when the time zone is unknown.
 */
export function* shifts(roster: Roster, range: Span): Generator<Shift, undefined, undefined> {
  for (const { shift } of stretches(roster, range)) if (shift !== undefined) yield shift;
}

/** Who is on call at the instant (epoch milliseconds), in the order of their turns; nobody, if empty. */
export const onCallAt = (roster: Roster, instant: number): readonly string[] =>
  stretchesOf(roster)(instant).shift?.contactIds ?? [];

/**
 * When the turn passes for the first time after the instant (epoch milliseconds), and to whom: the start of a rotation
 * that has not begun, otherwise its next hand-off, be it covered or not, overridden or not. Undefined if it never does.
 */
export const nextHandOff = (
  rotation: Rotation,
  instant: number,
): { at: number; contactIds: readonly string[] } | undefined => {
  const turnAt = turnsOf(rotation, timeZone(rotation.timeZoneId));
  const at = turnAt(instant).end;
  return at === Infinity ? undefined : { at, contactIds: turnAt(at).contactIds };
};

/**
 * The parts of the range in which none of the rosters has anybody on call, in order. The whole range is walked
 * through: keep it to what a person would look at.
 */
export function* gaps(rosters: readonly Roster[], range: Span): Generator<Span, undefined, undefined> {
  const each = rosters.map(stretchesOf);
  let start = range.start;
  for (let now = range.start; now < range.end;) {
    const around = each.map((stretchAt) => stretchAt(now));
    const staffed = around.filter(({ shift }) => shift !== undefined && shift.contactIds.length > 0);
    const until =
      staffed.length > 0 ? Math.max(...staffed.map(endOf)) : Math.min(Infinity, ...around.map(endOf));
    if (staffed.length > 0) {
      if (start < now) yield { start, end: now };
      start = until;
    }
    now = until;
  }
  if (start < range.end) yield { start, end: range.end };
}

function* stretches(roster: Roster, range: Span): Generator<Stretch, undefined, undefined> {
  const stretchAt = stretchesOf(roster);
  for (let now = range.start; now < range.end;) {
    const stretch = stretchAt(now);
    yield stretch;
    now = stretch.end;
  }
}

/** Answers with the stretch around an instant, whatever was asked before. This is what makes every range agree. */
const stretchesOf = ({ rotation, overrides }: Roster): ((instant: number) => Stretch) => {
  const zone = timeZone(rotation.timeZoneId);
  const [turnAt, coverageAt] = [
    turnsOf(rotation, zone),
    coverageOf(rotation.recurrence.ShiftCoverages, zone),
  ];
  const prevailingAt = prevailingOf(overrides);

  const regularAt = (instant: number): Turn => {
    const turn = turnAt(instant);
    if (turn.contactIds.length === 0) return turn;
    const coverage = coverageAt(instant);
    if (coverage.covered) return { ...intersection(turn, coverage), contactIds: turn.contactIds };
    return { start: Math.max(beginningOf(rotation), coverage.start), end: coverage.end, contactIds: [] };
  };
  return (instant) => {
    const stretch = stretchOf(regularAt(instant), prevailingAt(instant));
    // Times that no clock shows, which the operations refuse, must not become an endless walk.
    if (stretch.end <= instant) throw new RangeError("a rotation with times out of range");
    return stretch;
  };
};

const stretchOf = (regular: Turn, { override, ...prevailing }: Prevailing): Stretch => {
  const span = intersection(regular, prevailing);
  if (override !== undefined) {
    const contactIds = [...new Set(override.newContactIds)];
    const overridden = { overriddenContactIds: regular.contactIds, overrideId: override.id };
    return { ...span, shift: { type: "OVERRIDDEN", ...span, contactIds, ...overridden } };
  }
  if (regular.contactIds.length === 0) return span;
  return { ...span, shift: { type: "REGULAR", ...span, contactIds: regular.contactIds } };
};

const intersection = (a: Span, b: Span): Span => ({
  start: Math.max(a.start, b.start),
  end: Math.min(a.end, b.end),
});

const endOf = ({ end }: Span): number => end;
