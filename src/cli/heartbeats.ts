// `tocsin heartbeats`: what is to ping, and whether it did.
import * as contract from "../contract/tocsin/heartbeat.ts";
import { createIntakeKey } from "../contract/tocsin/intake-key.ts";
import { spoken } from "../domain/alerts/spoken-duration.ts";
import { callServer } from "./client.ts";
import { everyPage } from "./every-page.ts";
import { secondsOf } from "./duration.ts";
import { intakeBase } from "./intake-keys.ts";
import { table } from "./table.ts";
import { second } from "./times.ts";

interface Asked {
  readonly endpoint: string | undefined;
  readonly json?: boolean | undefined;
}

interface Addition extends Asked {
  readonly name: string;
  readonly plan: string;
  /** Durations such as `90s`, `5m`, `1d`. */
  readonly every: string;
  readonly grace: string;
  readonly paused?: boolean | undefined;
  /** An intake key of the plan that is there already. */
  readonly key?: string | undefined;
}

export async function addHeartbeat(asked: Addition): Promise<void> {
  const { name, plan: responsePlanName, paused, endpoint } = asked;
  const periodSeconds = secondsOf(asked.every);
  const graceSeconds = secondsOf(asked.grace);
  const input = { name, responsePlanName, periodSeconds, graceSeconds, paused };
  const { heartbeat } = await callServer(contract.putHeartbeat, input, endpoint);
  if (asked.json) return show(heartbeat);
  const key = asked.key ?? (await newKey(responsePlanName, endpoint));
  const url = `${intakeBase(endpoint)}/intake/heartbeat/${responsePlanName}/${key}?name=${name}`;
  console.log(`${name} is to ping every ${spoken(periodSeconds * 1000)}, and may be ${spoken(graceSeconds * 1000)} late. The first ping starts the clock.
The address has an intake key in it, which is shown this once:

  curl -fsS -m 10 --retry 5 "${url}"

To say at once that something is wrong, with the words that tell what:

  curl -fsS -m 10 --retry 5 --data-binary @job.log "${url}&status=fail"
`);
}

export async function listHeartbeats(asked: Asked): Promise<void> {
  const heartbeats = await everyPage(
    (nextToken) => callServer(contract.listHeartbeats, { nextToken }, asked.endpoint),
    (page) => page.heartbeats,
  );
  if (asked.json) return show(heartbeats);
  if (heartbeats.length === 0) return console.log("There are no heartbeats.");
  console.log(
    table(
      ["HEARTBEAT", "RESPONSE PLAN", "EVERY", "GRACE", "STATUS", "LAST PING", "DEADLINE"],
      heartbeats.map((it) => [
        it.name,
        it.responsePlanName,
        spoken(it.periodSeconds * 1000),
        spoken(it.graceSeconds * 1000),
        it.status.toLowerCase(),
        second(it.lastPingTime),
        second(it.deadline),
      ]),
    ),
  );
}

export async function removeHeartbeat({ name, endpoint }: Asked & { name: string }): Promise<void> {
  await callServer(contract.deleteHeartbeat, { name }, endpoint);
  console.log(`Nobody waits for ${name} any more.`);
}

/** For this source alone. */
async function newKey(responsePlanName: string, endpoint: string | undefined): Promise<string> {
  const input = { responsePlanName, sources: ["heartbeat"] };
  const { intakeKey } = await callServer(createIntakeKey, input, endpoint);
  return intakeKey.key;
}

const show = (value: unknown): void => console.log(JSON.stringify(value, undefined, 2));
