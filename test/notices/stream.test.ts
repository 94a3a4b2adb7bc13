import { UpdateIncidentRecordCommand } from "@aws-sdk/client-ssm-incidents";
import { describe, expect, it, vi } from "vitest";
import { readEvents } from "../../src/cli/event-stream.ts";
import { firstIdAt } from "../../src/domain/sortable-id.ts";
import type { EventDocument } from "../../src/domain/notices/event.ts";
import { forEachEngine, sqlite } from "../harness/engines.ts";
import { ask, note, onboard, placeOn, serve, signed, start } from "./notified.ts";
import { createAccessKey } from "../../src/contract/tocsin/access-key.ts";
import { signRequest } from "../../src/cli/sign.ts";
import { region } from "../harness/server.ts";

interface Stream extends AsyncDisposable {
  readonly events: EventDocument[];
  readonly lastId: () => string | undefined;
  readonly text: () => string;
}

const system = { TOCSIN_CLOCK: "system" };

async function listenTo(server: string, query = "", headers: Record<string, string> = {}): Promise<Stream> {
  const url = new URL(`/events${query}`, server);
  const leaving = new AbortController();
  const reply = await fetch(url, {
    headers: { ...signed(url, { method: "GET" }), ...headers },
    signal: leaving.signal,
  });
  if (!reply.ok || reply.body === null) throw new Error(`${reply.status} ${await reply.text()}`);
  const events: EventDocument[] = [];
  let lastId: string | undefined;
  let text = "";
  const [toRead, toKeep] = reply.body.tee();
  const reading = (async () => {
    for await (const { id, data } of readEvents(toRead)) {
      events.push(JSON.parse(data) as EventDocument);
      lastId = id ?? lastId;
    }
  })().catch(() => undefined);
  const keeping = (async () => {
    for await (const piece of toKeep) text += new TextDecoder().decode(piece);
  })().catch(() => undefined);
  return {
    events,
    lastId: () => lastId,
    text: () => text,
    [Symbol.asyncDispose]: async () => {
      leaving.abort();
      await Promise.all([reading, keeping]);
    },
  };
}

const types = ({ events }: Stream) =>
  events.map((it) => it["detail-type"]).filter((it) => !it.startsWith("AWS"));
const calls = ({ events }: Stream) =>
  events.flatMap(({ detail, "detail-type": type }) =>
    type === "AWS API Call via CloudTrail" ? [detail] : [],
  );
const until = (ready: () => boolean): Promise<unknown> =>
  vi.waitUntil(ready, { timeout: 10_000, interval: 20 });

forEachEngine((engine) => {
  it("what happens is streamed as it happens, and a reader goes on where it was through a restart of the server", async () => {
    const env = await placeOn(engine);
    let lastId: string | undefined;
    let incident = "";
    let plan = "";
    const seen = new Set<string>();
    {
      await using tocsin = await serve(env, system);
      plan = await onboard(tocsin);
      await using stream = await listenTo(tocsin.url);
      incident = await start(tocsin, plan);
      const told = () => new Set(calls(stream).map(({ eventName }) => eventName));
      await until(
        () => types(stream).length === 1 && told().has("StartIncident") && told().has("CreateTimelineEvent"),
      );
      expect(stream.text()).toMatch(/^retry: 1000\n/);
      expect(stream.text()).toMatch(/\nid: [0-9a-f-]{36}\nevent: SSM Incident Start\ndata: \{/);
      for (const { id } of stream.events) seen.add(id);
      lastId = stream.lastId();
      await note(tocsin, incident, "while nobody reads");
    }
    await using tocsin = await serve(env, system);
    await using stream = await listenTo(tocsin.url, "", { "last-event-id": lastId ?? "" });
    await note(tocsin, incident, "after the restart");
    const fresh = () => stream.events.filter(({ id }) => !seen.has(id));
    const notes = () =>
      fresh().flatMap(({ detail }) => (detail["eventData"] === undefined ? [] : [detail["eventData"]]));
    await until(() => notes().length >= 2);
    expect(notes()).toEqual(["while nobody reads", "after the restart"]);
    const ids = stream.events.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("many writers on two nodes: a stream misses nothing and repeats nothing", async () => {
    const env = await placeOn(engine);
    await using one = await serve(env, system);
    await using two = engine.engine === "postgres" ? await serve(env, system) : undefined;
    const plan = await onboard(one);
    const incident = await start(one, plan);
    await using stream = await listenTo(one.url, `?source=aws.ssm-incidents`);
    const nodes = [one, two ?? one];
    await Promise.all(Array.from({ length: 40 }, (_, n) => note(nodes[n % 2] ?? one, incident, `note ${n}`)));
    const notes = () => stream.events.filter((it) => it["detail-type"] === "Note");
    await until(() => notes().length >= 40);
    expect(new Set(notes().map(({ detail }) => detail["eventData"])).size).toBe(40);
    expect(notes().length).toBe(40);
  });

  it("calls leave a trail as CloudTrail keeps it", async () => {
    await using tocsin = await serve(await placeOn(engine), system);
    await using stream = await listenTo(tocsin.url);
    const plan = await onboard(tocsin);
    const incident = await start(tocsin, plan);
    await tocsin.incidents.send(new UpdateIncidentRecordCommand({ arn: incident, status: "RESOLVED" }));
    const named = (name: string) => calls(stream).filter(({ eventName }) => eventName === name);
    await until(() => named("UpdateIncidentRecord").length > 0 && named("CreateTimelineEvent").length > 1);
    expect(named("UpdateIncidentRecord")).toMatchObject([
      {
        eventVersion: "1.08",
        eventSource: "ssm-incidents.amazonaws.com",
        awsRegion: region,
        sourceIPAddress: "127.0.0.1",
        userIdentity: { type: "Root", accountId: "111122223333", arn: "arn:aws:iam::111122223333:root" },
        requestParameters: { arn: incident, status: "RESOLVED" },
        responseElements: null,
        managementEvent: true,
        readOnly: false,
        eventType: "AwsApiCall",
        requestID: expect.stringMatching(/^[0-9a-f-]{36}$/),
        eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      },
    ]);
    expect(named("StartIncident")).toMatchObject([
      { requestParameters: { responsePlanArn: plan }, responseElements: { incidentRecordArn: incident } },
    ]);
    expect(named("CreateTimelineEvent")).toMatchObject([
      {
        userIdentity: { type: "AWSService", invokedBy: "ssm-incidents.amazonaws.com" },
        requestParameters: { incidentRecordArn: incident, eventType: "SSM Incident Start" },
      },
      { requestParameters: { eventType: "SSM Incident Record Update" } },
    ]);
  });
});

describe("the stream", () => {
  it("shows what a pattern means, and nothing else", async () => {
    await using tocsin = await serve(await placeOn(sqlite), system);
    const plan = await onboard(tocsin);
    const pattern = JSON.stringify({ detail: { eventName: ["StartIncident"] } });
    await using stream = await listenTo(tocsin.url, `?pattern=${encodeURIComponent(pattern)}`);
    await note(tocsin, await start(tocsin, plan), "x");
    await start(tocsin, plan);
    await until(() => stream.events.length >= 2);
    expect(stream.events.map(({ detail }) => detail["eventName"])).toEqual([
      "StartIncident",
      "StartIncident",
    ]);
  });

  it("tells of a gap whoever comes back after more than a week", async () => {
    await using tocsin = await serve(await placeOn(sqlite), system);
    const old = `${firstIdAt(Date.now() - 8 * 24 * 3_600_000)}-7000-8000-000000000000`;
    await using stream = await listenTo(tocsin.url, `?lastEventId=${old}`);
    await until(() => stream.text().includes("event: gap\n"));
    expect(stream.text()).toContain(`"lastEventId":"${old}"`);
  });

  it("is for those who may, and understands only what it knows", async () => {
    await using tocsin = await serve(await placeOn(sqlite), system);
    expect((await fetch(`${tocsin.url}/events`)).status).toBe(403);
    const { accessKey } = await ask(tocsin.url, createAccessKey, {
      userName: "eve",
      policy: {
        document: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "ssm-incidents:*", Resource: "*" }],
        }),
      },
    });
    const url = new URL("/events", tocsin.url);
    const headers = signRequest({
      method: "GET",
      url,
      region,
      service: "tocsin",
      date: new Date(),
      credentials: accessKey,
    });
    const refused = await fetch(url, { headers });
    expect([refused.status, await refused.text()]).toEqual([
      403,
      expect.stringContaining("tocsin:StreamEvents"),
    ]);
    await expect(listenTo(tocsin.url, "?lastEventId=1")).rejects.toThrow("400");
    await expect(listenTo(tocsin.url, "?pattern=%7B")).rejects.toThrow("400");
    const post = new URL("/events", tocsin.url);
    expect((await fetch(post, { method: "POST", headers: signed(post, { method: "POST" }) })).status).toBe(
      405,
    );
  });
});
