// Whose turn it is, coverage and overrides left aside: at each hand-off the turn passes to the next in the list.
import { handOffsFrom } from "./hand-offs.ts";
import type { Rotation, Span } from "./rotation.ts";
import type { TimeZone } from "./time-zone.ts";

export interface Turn extends Span {
  /** Empty before the rotation begins, and in a rotation of nobody. */
  readonly contactIds: readonly string[];
}

/** Epoch milliseconds. */
export const beginningOf = (rotation: Rotation): number => rotation.startTime ?? rotation.createTime;

/** Answers with the turn around an instant (epoch milliseconds), whatever was asked before. */
export const turnsOf = (rotation: Rotation, zone: TimeZone): ((instant: number) => Turn) => {
  if (rotation.contactIds.length === 0) return () => ({ start: -Infinity, end: Infinity, contactIds: [] });

  const begins = beginningOf(rotation);
  const handOffs = handOffsFrom(begins, rotation.recurrence, zone);
  const onDuty = peopleByTurn(rotation);
  return (instant) => {
    if (instant < begins) return { start: -Infinity, end: begins, contactIds: [] };
    if (handOffs === undefined) return { start: begins, end: Infinity, contactIds: onDuty(0) };
    const number = handOffs.lastAt(instant);
    return {
      start: Math.max(begins, handOffs.at(number)),
      end: handOffs.at(number + 1),
      contactIds: onDuty(number),
    };
  };
};

/** Turns share nobody: with two on call at a time, the first two are followed by the third and the fourth. */
const peopleByTurn = ({ contactIds, recurrence }: Rotation): ((turn: number) => readonly string[]) => {
  const size = Math.min(recurrence.NumberOfOnCalls, contactIds.length);
  const twice = [...contactIds, ...contactIds];
  const startingWith = contactIds.map((_, first) => [...new Set(twice.slice(first, first + size))]);
  return (turn) => startingWith[(turn * size) % contactIds.length] ?? [];
};
