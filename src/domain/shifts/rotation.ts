// The words of on-call rotations: what the calculation is given, and the shifts it answers with.
import type { RecurrenceSettings } from "../../contract/contacts/recurrence.ts";

/** A stretch of time in epoch milliseconds; `end` is the first moment outside it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Rotation {
  /** In the order of their turns. */
  readonly contactIds: readonly string[];
  /** Epoch milliseconds from which somebody is on call. Left out: `createTime`. */
  readonly startTime?: number | undefined;
  /** Epoch milliseconds; a preview passes the moment of asking. */
  readonly createTime: number;
  /** A name that `isTimeZone` accepts. */
  readonly timeZoneId: string;
  /** As the API spells it, so that what was stored can be passed as it is. */
  readonly recurrence: RecurrenceSettings;
}

/** Puts other people (or nobody) on call from `startTime` to `endTime`, in epoch milliseconds. */
export interface Override {
  readonly id: string;
  readonly newContactIds: readonly string[];
  readonly startTime: number;
  readonly endTime: number;
  /** Of two overrides at the same moment the one created later wins; then the one whose id sorts last. */
  readonly createTime: number;
}

export interface RegularShift extends Span {
  readonly type: "REGULAR";
  /** In the order of their turns, each once, never empty. */
  readonly contactIds: readonly string[];
}

export interface OverriddenShift extends Span {
  readonly type: "OVERRIDDEN";
  /** Empty when the override puts nobody on call. */
  readonly contactIds: readonly string[];
  /** Who would be on call without the override; empty where nobody would. */
  readonly overriddenContactIds: readonly string[];
  readonly overrideId: string;
}

/** Who is on call in a stretch without change: no hand-off, coverage edge or override edge lies inside it. */
export type Shift = RegularShift | OverriddenShift;
