// `tocsin alerts list`: what came in of each cause, and what became of it.
import { encode } from "../contract/encode.ts";
import { type AlertSummary, listAlerts } from "../contract/tocsin/alert.ts";
import { callServer } from "./client.ts";
import { printable } from "./printable.ts";
import { CommandFailed } from "./settings.ts";
import { table } from "./table.ts";
import { second } from "./times.ts";

interface Asked {
  readonly endpoint: string | undefined;
  readonly plan?: string | undefined;
  readonly firing?: boolean | undefined;
  /** A number. */
  readonly limit: string;
  readonly json?: boolean | undefined;
}

const mostAtOnce = 100;

export async function showAlerts(asked: Asked): Promise<void> {
  const alerts = await newest(asked, howMany(asked.limit));
  if (asked.json === true) return console.log(JSON.stringify(wire(alerts), undefined, 2));
  if (alerts.length === 0) return console.log("No alerts came in.");
  console.log(
    table(
      ["LAST SEEN", "PLAN", "SOURCE", "STATUS", "LAST OUTCOME", "COUNT", "TITLE", "INCIDENT"],
      alerts.map((it) => [
        second(it.lastSeen),
        it.responsePlanName,
        printable(it.source),
        it.status.toLowerCase(),
        it.outcome.toLowerCase(),
        String(it.received),
        printable(it.title),
        it.incidentRecordArn ?? printable(it.because ?? "-"),
      ]),
    ),
  );
}

function howMany(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 10_000) return number;
  throw new CommandFailed(`${text} is no number from 1 to 10000.`);
}

async function newest({ endpoint, plan, firing }: Asked, limit: number): Promise<AlertSummary[]> {
  const found: AlertSummary[] = [];
  let nextToken: string | undefined;
  do {
    const input = {
      responsePlanName: plan,
      status: firing === true ? ("FIRING" as const) : undefined,
      maxResults: Math.min(limit - found.length, mostAtOnce),
      nextToken,
    };
    const page = await callServer(listAlerts, input, endpoint);
    found.push(...page.alerts);
    nextToken = page.nextToken;
  } while (nextToken !== undefined && found.length < limit);
  return found;
}

const wire = (alerts: AlertSummary[]): unknown =>
  (encode(listAlerts.output, { alerts }) as { alerts: unknown }).alerts;
