// An account with a response plan and an intake key for it, in a whole server, and what became of the alerts.
import { mkdtemp } from "node:fs/promises";
import { Agent } from "node:http";
import { join } from "node:path";
import { inject } from "vitest";
import type { TestEngine } from "../harness/engines.ts";
import { send } from "../harness/send.ts";
import { region, rootKey } from "../harness/server.ts";

export interface Incident {
  readonly arn: string;
  readonly title: string;
  readonly status: string;
}

export interface PlanWithKey {
  /** 32 characters. */
  readonly key: string;
  /** Tocsin's own API. @throws with the answer where it is no success */
  readonly tocsin: (path: string, input?: object) => Promise<Record<string, unknown>>;
  /** Makes another plan. */
  readonly plan: (name: string) => Promise<unknown>;
  /** Oldest first. */
  readonly incidents: () => Promise<Incident[]>;
  /** How many events of this type its timeline has. */
  readonly events: (incident: Incident | undefined, type: string) => Promise<number>;
  readonly advance: (duration: string) => Promise<void>;
}

/** Settings for a server on a new, empty database of the engine. */
export async function newDatabase(engine: TestEngine): Promise<Record<string, string>> {
  const place = await engine.place();
  if ("dataDir" in place && place.dataDir !== undefined) return { TOCSIN_DATA_DIR: place.dataDir };
  const keys = await mkdtemp(join(inject("databases").scratch, "keys-"));
  return { TOCSIN_DATA_DIR: keys, ...("url" in place && { TOCSIN_DATABASE_URL: place.url }) };
}

/** Makes the plan, unless it is there since an earlier start. */
export async function planWithKey(url: string, planName = "web"): Promise<PlanWithKey> {
  const callAs =
    (service: string) =>
    async (path: string, input: object = {}): Promise<Record<string, unknown>> => {
      await using agent = new OwnAgent();
      const { status, text } = await send({
        method: "POST",
        url: new URL(path, url),
        body: JSON.stringify(input),
        agent,
        service,
        credentials: rootKey,
        region,
      });
      if (status >= 300) throw new Error(`${status}: ${text}`);
      return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
    };
  const aws = callAs("ssm-incidents");
  const tocsin = callAs("tocsin");
  const plan = (name: string): Promise<unknown> =>
    aws("/createResponsePlan", { name, incidentTemplate: { title: "Web", impact: 3 } });
  const { replicationSetArns } = await aws("/listReplicationSets");
  if ((replicationSetArns as string[]).length === 0) {
    await aws("/createReplicationSet", { regions: { [region]: {} } });
    await plan(planName);
  }
  const made = await tocsin("/_tocsin/intake/keys/create", { responsePlanName: planName });
  return {
    key: (made["intakeKey"] as { key: string }).key,
    tocsin,
    plan,
    incidents: async () =>
      ((await aws("/listIncidentRecords"))["incidentRecordSummaries"] as Incident[]).toReversed(),
    events: async (incident, type) => {
      const { eventSummaries } = await aws("/listTimelineEvents", { incidentRecordArn: incident?.arn });
      return (eventSummaries as { eventType: string }[]).filter(({ eventType }) => eventType === type).length;
    },
    advance: async (duration) => {
      const body = JSON.stringify({ advance: duration });
      const reply = await fetch(`${url}/_tocsin/clock`, { method: "POST", body });
      if (!reply.ok) throw new Error(await reply.text());
    },
  };
}

/** Closes its connections when the call is over. */
class OwnAgent extends Agent implements AsyncDisposable {
  async [Symbol.asyncDispose](): Promise<void> {
    this.destroy();
  }
}
