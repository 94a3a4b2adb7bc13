// Maintenance windows: when alerts are recorded and nobody is paged, and which.
import { type InputOf, type OutputOf, operation } from "../operation.ts";
import { integer, list, matching, required, string, structure, timestamp, words } from "../shape.ts";
import { alertPattern, planName } from "./alert-settings.ts";
import { always, resourceNotFound } from "./errors.ts";

const name = required(string({ min: 1, max: 100, ...matching(String.raw`^[\w.-]+$`) }));

const weekday = words("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

const said = {
  name,
  /** It comes again at the same time on the wall of its time zone. Without it, it comes once. */
  recurrence: structure("WindowRecurrence", {
    every: required(words("DAY", "WEEK", "MONTH")),
    /** Of a weekly one; without them, the day of the week on which it starts. */
    weekdays: list(weekday, { min: 1, max: 7 }),
    /** It does not start at this time or later. */
    until: timestamp(),
  }),
  /** Which alerts: all that is said must hold. Nothing said: every alert of the account. */
  responsePlanNames: list(planName, { min: 1, max: 50 }),
  sources: list(string({ min: 1, max: 200 }), { min: 1, max: 50 }),
  pattern: alertPattern,
};

const window = structure("MaintenanceWindow", {
  ...said,
  /** The first time. */
  startTime: required(timestamp()),
  endTime: required(timestamp()),
  timeZone: required(string()),
  status: required(words("OPEN", "CLOSED", "OVER")),
  /** While it is open. */
  openUntil: timestamp(),
});

/** Makes a window, or replaces the one of this name. */
export const putMaintenanceWindow = operation({
  name: "PutMaintenanceWindow",
  http: { method: "POST", path: "/_tocsin/maintenance-windows/put", status: 200 },
  input: structure("PutMaintenanceWindowInput", {
    ...said,
    /** Now, by the clock of the server, when left out. */
    startTime: timestamp(),
    /** Exclusive; or `durationSeconds`. */
    endTime: timestamp(),
    durationSeconds: integer({ min: 1, max: 366 * 24 * 3600 }),
    /** As the IANA names it; UTC when left out. */
    timeZone: string({ min: 1, max: 100 }),
  }),
  output: structure("PutMaintenanceWindowOutput", { window: required(window) }),
  idempotent: true,
  errors: [...always],
});

export const listMaintenanceWindows = operation({
  name: "ListMaintenanceWindows",
  http: { method: "POST", path: "/_tocsin/maintenance-windows/list", status: 200 },
  input: structure("ListMaintenanceWindowsInput", {}),
  output: structure("ListMaintenanceWindowsOutput", {
    /** By name. */
    windows: required(list(window)),
  }),
  errors: [...always],
});

/** Ends the window that is open: what still fires opens its incident. One that recurs opens again the next time. */
export const endMaintenanceWindow = operation({
  name: "EndMaintenanceWindow",
  http: { method: "POST", path: "/_tocsin/maintenance-windows/end", status: 200 },
  input: structure("EndMaintenanceWindowInput", { name }),
  output: structure("EndMaintenanceWindowOutput", { window: required(window) }),
  idempotent: true,
  errors: [...always, resourceNotFound],
});

/** What still fires opens its incident. */
export const deleteMaintenanceWindow = operation({
  name: "DeleteMaintenanceWindow",
  http: { method: "POST", path: "/_tocsin/maintenance-windows/delete", status: 204 },
  input: structure("DeleteMaintenanceWindowInput", { name }),
  output: structure("DeleteMaintenanceWindowOutput", {}),
  idempotent: true,
  errors: [...always, resourceNotFound],
});

export type WindowToPut = InputOf<typeof putMaintenanceWindow>;
export type ShownWindow = OutputOf<typeof listMaintenanceWindows>["windows"][number];
