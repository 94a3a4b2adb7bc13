// `tocsin alerts try`: what a payload would do if its source sent it now.
import { type TriedAlert, tryAlert } from "../contract/tocsin/try-alert.ts";
import { callServer } from "./client.ts";
import { printable } from "./printable.ts";
import { table } from "./table.ts";
import { textOf } from "./typed-file.ts";

interface Asked {
  readonly planName: string;
  readonly source: string;
  /** `-` for what comes in by the pipe. */
  readonly file: string;
  readonly json?: boolean | undefined;
  readonly endpoint: string | undefined;
}

export async function tryOut({ planName, source, file, json, endpoint }: Asked): Promise<void> {
  const payload = await textOf(file);
  const { alerts } = await callServer(tryAlert, { responsePlanName: planName, source, payload }, endpoint);
  if (json === true) return console.log(JSON.stringify(alerts, undefined, 2));
  if (alerts.length === 0) return console.log("There is no alert in it.");
  console.log(alerts.map(described).join("\n\n"));
  console.log("\nNothing was changed.");
}

const outcomes: Readonly<Record<TriedAlert["outcome"], string>> = {
  OPENED: "It would open an incident",
  FOLDED: "It would be folded into the open incident, whose timeline says so",
  COUNTED: "It would be counted in the open incident, whose timeline has said so often enough",
  RESOLVED: "It would resolve the incident",
  NOTED: "Its end would be in the timeline of the incident, which goes on",
  SUPPRESSED: "It would be recorded, and nobody paged",
  IGNORED: "It would be ignored",
  STALE: "It would change nothing",
};

function described(it: TriedAlert): string {
  const why = it.because === undefined ? "" : `: ${it.because}`;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["title", it.title],
    ["impact", String(it.impact)],
    ["plan", it.responsePlanName],
    ["rule", it.rule],
    ["window", it.window],
    ["dedupe", it.dedupeString],
    ["incident", it.incidentArn],
    ["missing", it.missing === undefined || it.missing.length === 0 ? undefined : it.missing.join(", ")],
    ["key", it.key],
  ];
  const shown = rows.flatMap(([name, value]) =>
    value === undefined ? [] : [[`  ${name}`, printable(value)]],
  );
  const [head = [], ...rest] = shown;
  return `${outcomes[it.outcome]}${printable(why)}.\n${table(head, rest)}`;
}
