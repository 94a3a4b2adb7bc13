// What the clocks on the wall of a time zone show, and when they show it. The only place that asks `Temporal` about zones.
import { DAY } from "./calendar.ts";

/** Between two changes of the clocks: wall time = instant + `offset`, all in milliseconds. */
interface Season {
  readonly from: number;
  readonly until: number;
  readonly offset: number;
}

export interface TimeZone {
  /** What the clock shows at the instant. */
  wallAt(instant: number): number;
  /**
   * The first moment at which the clock shows the wall time or a later one: the first of two when clocks go back,
   * the end of the gap when clocks skip it. A later wall time never has an earlier first moment.
   */
  firstMoment(wall: number): number;
  /** The last moment at which the clock shows the wall time or an earlier one: the last of two, or the end of the gap. */
  lastMoment(wall: number): number;
}

/** Names without rules for daylight saving time that the tz database keeps for old programs; the API reference rules them out. */
const ABBREVIATIONS = new Set(["EST", "MST", "HST"]);
const LAST_INSTANT = 8.64e15;

/**
 * Whether the text is the IANA name of a time zone, in any case: "Europe/Berlin", old names such as "Asia/Calcutta",
 * "UTC". Offsets ("+02:00") and abbreviations ("PST") are not.
 */
export const isTimeZone = (id: string): boolean => {
  if (!/^[a-z]/i.test(id) || ABBREVIATIONS.has(id.toUpperCase())) return false;
  try {
    // Temporal also takes whole timestamps here and answers with their zone, hence the comparison.
    return zonedAt(0, id).timeZoneId.toLowerCase() === id.toLowerCase();
  } catch {
    return false;
  }
};

/** Remembers the seasons it has met, so a walk through a year asks `Temporal` a handful of times. Throws RangeError for an unknown name. */
export const timeZone = (id: string): TimeZone => {
  const seasonAt = seasonsOf(id);
  return {
    wallAt: (instant) => instant + seasonAt(instant).offset,
    firstMoment: (wall) => {
      // No zone is a day away from UTC: this is too early, and the following seasons are tried in order.
      let season = seasonAt(wall - DAY);
      while (wall - season.offset >= season.until) season = seasonAt(season.until);
      return Math.max(season.from, wall - season.offset);
    },
    lastMoment: (wall) => {
      let season = seasonAt(wall + DAY);
      while (wall - season.offset < season.from) season = seasonAt(season.from - 1);
      return Math.min(season.until, wall - season.offset);
    },
  };
};

const seasonsOf = (id: string): ((instant: number) => Season) => {
  const met: Season[] = [];
  let latest: Season = { from: Infinity, until: -Infinity, offset: 0 };
  return (instant) => {
    const holds = ({ from, until }: Season): boolean => from <= instant && instant < until;
    if (holds(latest)) return latest;
    const known = met.findLast(holds);
    latest = known ?? askSeason(id, instant);
    if (known === undefined) met.push(latest);
    return latest;
  };
};

const askSeason = (id: string, instant: number): Season => {
  const zoned = zonedAt(instant, id);
  const next = zoned.getTimeZoneTransition("next");
  // "previous" means strictly before, and the instant itself may be a change of the clocks.
  const previous = zonedAt(instant + 1, id).getTimeZoneTransition("previous");
  return {
    from: previous?.epochMilliseconds ?? -Infinity,
    until: next?.epochMilliseconds ?? Infinity,
    offset: zoned.offsetNanoseconds / 1e6,
  };
};

const zonedAt = (instant: number, id: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(
    Math.min(Math.max(instant, -LAST_INSTANT), LAST_INSTANT),
  ).toZonedDateTimeISO(id);
