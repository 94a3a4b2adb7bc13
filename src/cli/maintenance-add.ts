// `tocsin maintenance add`: what is typed, as a window.
import { type WindowToPut, putMaintenanceWindow } from "../contract/tocsin/maintenance-window.ts";
import { callServer } from "./client.ts";
import { secondsOf } from "./duration.ts";
import { CommandFailed } from "./settings.ts";
import { minute } from "./times.ts";

export interface WindowOptions {
  readonly for: string;
  readonly at?: string;
  readonly timeZone: string;
  readonly every?: "day" | "week" | "month";
  readonly on?: string;
  readonly until?: string;
  readonly plan?: readonly string[];
  readonly source?: readonly string[];
  readonly label?: readonly string[];
  readonly pattern?: string;
}

interface Asked {
  readonly name: string;
  readonly options: WindowOptions;
  readonly endpoint: string | undefined;
}

export async function addMaintenance({ name, options, endpoint }: Asked): Promise<void> {
  const input = windowOf(name, options);
  const { window } = await callServer(putMaintenanceWindow, input, endpoint);
  const open = window.openUntil;
  console.log(
    open === undefined
      ? `${name} opens at ${minute(window.startTime)}.`
      : `${name} is open until ${minute(open)}. End it before: tocsin maintenance end ${name}`,
  );
}

/** @throws {CommandFailed} for what is no time, duration or label; the server names everything else */
export function windowOf(name: string, options: WindowOptions): WindowToPut {
  const { timeZone, every, on, until } = options;
  if (every === undefined && (on !== undefined || until !== undefined))
    throw new CommandFailed("--on and --until are for what comes again: say --every too.");
  return {
    name,
    // The server's clock says what now is.
    startTime: options.at === undefined ? undefined : dateOf(options.at, timeZone),
    durationSeconds: secondsOf(options.for),
    timeZone,
    recurrence: every && {
      every: units[every],
      weekdays: on?.split(",").map(weekday),
      until: until === undefined ? undefined : dateOf(until, timeZone),
    },
    responsePlanNames: options.plan && [...options.plan],
    sources: options.source && [...options.source],
    pattern: patternOf(options),
  };
}

const units = { day: "DAY", week: "WEEK", month: "MONTH" } as const;
const weekdays = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"] as const;

function weekday(text: string): (typeof weekdays)[number] {
  const found = weekdays.find((it) => it === text.trim().toUpperCase());
  if (found !== undefined) return found;
  throw new CommandFailed(`${text} is no weekday: they are ${weekdays.join(", ")}.`);
}

/** With an offset or a Z it is that moment; without, it is on the wall of the time zone. */
function dateOf(text: string, timeZone: string): Date {
  try {
    const instant = /(?:z|[+-]\d\d:?\d\d)$/i.test(text)
      ? Temporal.Instant.from(text)
      : Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).toInstant();
    return new Date(instant.epochMilliseconds);
  } catch (cause) {
    throw new CommandFailed(`${text} is no time such as 2026-03-01T02:00, or ${timeZone} is no time zone.`, {
      cause,
    });
  }
}

/** Labels are a pattern too: either can be said. */
function patternOf({ label = [], pattern }: WindowOptions): string | undefined {
  if (label.length === 0) return pattern;
  if (pattern !== undefined) throw new CommandFailed("Say either --label or --pattern.");
  const labels = new Map<string, string[]>();
  for (const text of label) {
    const at = text.indexOf("=");
    if (at < 1) throw new CommandFailed(`${text} is no label such as env=staging.`);
    const name = text.slice(0, at);
    labels.set(name, [...(labels.get(name) ?? []), text.slice(at + 1)]);
  }
  return JSON.stringify({ labels: Object.fromEntries(labels) });
}
