// `tocsin alerts list`: what came in, and what became of it.
import { type AlertSummary, listAlerts } from "../contract/tocsin/alert.ts";
import { callServer } from "./client.ts";
import { printable } from "./printable.ts";
import { table } from "./table.ts";

interface Asked {
  readonly endpoint: string | undefined;
  /** The name of a response plan. */
  readonly plan: string | undefined;
  readonly firing?: boolean | undefined;
  readonly limit: number;
  readonly json?: boolean | undefined;
}

const largestPage = 100;

export async function showAlerts(asked: Asked): Promise<void> {
  const alerts = await newest(asked);
  if (asked.json === true) return console.log(JSON.stringify(alerts, undefined, 2));
  if (alerts.length === 0) return console.log("No alert came in.");
  console.log(
    table(
      ["LAST SEEN", "STATUS", "OUTCOME", "COUNT", "RESPONSE PLAN", "SOURCE", "TITLE", "BECAUSE"],
      alerts.map((it) => [
        second(it.lastSeen),
        it.status.toLowerCase(),
        it.outcome.toLowerCase(),
        String(it.received),
        it.responsePlanName,
        printable(it.source),
        oneLine(it.title),
        oneLine(it.because ?? "-"),
      ]),
    ),
  );
}

async function newest({ plan, firing, limit, endpoint }: Asked): Promise<AlertSummary[]> {
  const alerts: AlertSummary[] = [];
  let nextToken: string | undefined;
  do {
    const maxResults = Math.min(largestPage, limit - alerts.length);
    const status = firing === true ? "FIRING" : undefined;
    const input = { responsePlanName: plan, status, maxResults, nextToken } as const;
    const page = await callServer(listAlerts, input, endpoint);
    alerts.push(...page.alerts);
    nextToken = page.nextToken;
  } while (nextToken !== undefined && alerts.length < limit);
  return alerts;
}

const oneLine = (text: string): string => printable(text).replaceAll("\n", " ");

/** UTC. */
const second = (time: Date): string => `${time.toISOString().slice(0, 19).replace("T", " ")}Z`;
