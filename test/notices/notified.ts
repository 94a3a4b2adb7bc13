// A server with a response plan whose topic leads somewhere, and what tests ask of it.
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import {
  CreateReplicationSetCommand,
  CreateResponsePlanCommand,
  CreateTimelineEventCommand,
  StartIncidentCommand,
} from "@aws-sdk/client-ssm-incidents";
import { inject } from "vitest";
import { signRequest } from "../../src/cli/sign.ts";
import { decode } from "../../src/contract/decode.ts";
import { encode } from "../../src/contract/encode.ts";
import type { InputOf, Operation, OutputOf } from "../../src/contract/operation.ts";
import type { Infer, StructureShape } from "../../src/contract/shape.ts";
import type { TestEngine } from "../harness/engines.ts";
import { region, rootKey, testServer, type TestServer } from "../harness/server.ts";

export const topicArn = "arn:aws:sns:eu-central-1:111122223333:oncall";

export type Environment = Readonly<Record<string, string>>;

/** Where a server finds its database again. */
export async function placeOn(engine: TestEngine): Promise<Environment> {
  const place = await engine.place();
  const dataDir =
    "dataDir" in place ? place.dataDir : await mkdtemp(join(inject("databases").scratch, "notices-"));
  return {
    TOCSIN_DATA_DIR: dataDir,
    TOCSIN_LOG_LEVEL: "error",
    TOCSIN_SECRET_KEY: Buffer.alloc(32, 7).toString("base64"),
    ...("url" in place && { TOCSIN_DATABASE_URL: place.url }),
  };
}

/** Calls Tocsin's own API. @throws with what it refuses */
export async function ask<O extends Operation>(
  url: string,
  operation: O,
  input: InputOf<O>,
): Promise<OutputOf<O>> {
  const { method, path } = operation.http;
  const body = JSON.stringify(encode(operation.input, input as Infer<StructureShape>));
  const reply = await fetch(new URL(path, url), {
    method,
    body,
    headers: signed(new URL(path, url), { method, body }),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(text);
  const answer = decode(operation.output, text === "" ? {} : JSON.parse(text));
  if ("refused" in answer) throw new Error(`not as declared: ${text}`);
  return answer.value as OutputOf<O>;
}

export const signed = (
  url: URL,
  { method, body }: { readonly method: "GET" | "POST" | "DELETE"; readonly body?: string },
): Record<string, string> =>
  signRequest({
    method,
    url,
    body,
    credentials: rootKey,
    region,
    service: "tocsin",
    date: new Date(),
  });

/** An account with a plan `web`. @returns the plan's ARN */
export async function onboard(
  { incidents }: Pick<TestServer, "incidents">,
  topics = [topicArn],
): Promise<string> {
  await incidents.send(new CreateReplicationSetCommand({ regions: { "us-east-1": {} } }));
  const { arn = "" } = await incidents.send(
    new CreateResponsePlanCommand({
      name: "web",
      incidentTemplate: {
        title: "Disk full",
        impact: 2,
        notificationTargets: topics.map((snsTopicArn) => ({ snsTopicArn })),
      },
    }),
  );
  return arn;
}

export const start = async ({ incidents }: Pick<TestServer, "incidents">, plan: string): Promise<string> =>
  (await incidents.send(new StartIncidentCommand({ responsePlanArn: plan }))).incidentRecordArn ?? "";

export const note = async (
  { incidents }: Pick<TestServer, "incidents">,
  incident: string,
  text: string,
): Promise<void> => {
  await incidents.send(
    new CreateTimelineEventCommand({
      incidentRecordArn: incident,
      eventTime: new Date(),
      eventType: "Note",
      eventData: JSON.stringify(text),
    }),
  );
};

export const serve = (env: Environment, more: Environment = {}): Promise<TestServer> =>
  testServer({ ...env, ...more });
