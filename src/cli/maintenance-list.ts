// `tocsin maintenance list`, `end` and `remove`.
import * as contract from "../contract/tocsin/maintenance-window.ts";
import { callServer } from "./client.ts";
import { printable } from "./printable.ts";
import { table } from "./table.ts";
import { minute } from "./times.ts";

interface Asked {
  readonly endpoint: string | undefined;
}

export async function listMaintenance({
  endpoint,
  json,
}: Asked & { readonly json?: boolean }): Promise<void> {
  const { windows } = await callServer(contract.listMaintenanceWindows, {}, endpoint);
  if (json === true) return console.log(JSON.stringify(windows, undefined, 2));
  if (windows.length === 0) return console.log("There are no maintenance windows.");
  const rows = windows.map((it) => [it.name, statusOf(it), whenOf(it), printable(matchOf(it))]);
  console.log(table(["NAME", "STATUS", "WHEN", "ALERTS"], rows));
}

export async function endMaintenance({ endpoint, name }: Asked & { readonly name: string }): Promise<void> {
  const { window } = await callServer(contract.endMaintenanceWindow, { name }, endpoint);
  console.log(
    `${name} is ${window.status === "OVER" ? "over" : "closed"}. What still fires opens its incident now.`,
  );
}

export async function removeMaintenance({
  endpoint,
  name,
}: Asked & { readonly name: string }): Promise<void> {
  await callServer(contract.deleteMaintenanceWindow, { name }, endpoint);
  console.log(`${name} is gone. What still fires opens its incident now.`);
}

const statusOf = ({ status, openUntil }: contract.ShownWindow): string =>
  openUntil === undefined ? status.toLowerCase() : `open until ${minute(openUntil)}`;

const often = { DAY: "every day", WEEK: "every week", MONTH: "every month" } as const;

/** The first time, and how it comes again. */
function whenOf({ startTime, endTime, recurrence, timeZone }: contract.ShownWindow): string {
  const first = `${minute(startTime)} to ${minute(endTime)}`;
  if (recurrence === undefined) return first;
  const { every, weekdays, until } = recurrence;
  const days = weekdays === undefined ? "" : ` on ${weekdays.join(", ")}`;
  return `${first}, ${often[every]}${days}${until === undefined ? "" : ` until ${minute(until)}`} (${timeZone})`;
}

function matchOf({ responsePlanNames, sources, pattern }: contract.ShownWindow): string {
  const parts = [
    ...(responsePlanNames === undefined ? [] : [`of ${responsePlanNames.join(", ")}`]),
    ...(sources === undefined ? [] : [`from ${sources.join(", ")}`]),
    ...(pattern === undefined ? [] : [`like ${pattern}`]),
  ];
  return parts.length === 0 ? "all" : parts.join(" ");
}
