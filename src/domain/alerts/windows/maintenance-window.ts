// A maintenance window: when alerts are recorded and nobody is paged, and which.
import type { DayOfWeek } from "../../../contract/contacts/recurrence.ts";
import type { Pattern } from "../patterns/event-pattern.ts";

export interface MaintenanceWindow {
  readonly name: string;
  /** When it begins, for the first time: epoch milliseconds. */
  readonly start: number;
  /** When it ends, exclusive, the first time. */
  readonly end: number;
  /** The IANA name of the zone on whose walls it recurs. */
  readonly timeZone: string;
  readonly recurrence?: Recurrence | undefined;
  /** Which alerts: all that are named hold. Nothing named: every alert of the account. */
  readonly plans?: readonly string[] | undefined;
  readonly sources?: readonly string[] | undefined;
  /** As in rules, see `rules/ruled-alert.ts`. */
  readonly pattern?: Pattern | undefined;
  /** Somebody ended it early: what of it has begun by then is over. Epoch milliseconds. */
  readonly ended?: number | undefined;
}

export interface Recurrence {
  readonly every: "DAY" | "WEEK" | "MONTH";
  /** Of a weekly one; without it, the day of the week on which it begins. */
  readonly weekdays?: readonly DayOfWeek[] | undefined;
  /** Nothing of it begins at or after this: epoch milliseconds. */
  readonly until?: number | undefined;
}
