import { createHmac } from "node:crypto";
import {
  CreateTimelineEventCommand,
  DeleteIncidentRecordCommand,
  SSMIncidentsClient,
  UpdateIncidentRecordCommand,
} from "@aws-sdk/client-ssm-incidents";
import { expect, it, vi } from "vitest";
import { bindTopic, listTopicBindings, testTopic, unbindTopic } from "../../src/contract/tocsin/topic.ts";
import type { EventDocument } from "../../src/domain/notices/event.ts";
import { type Asked, listenForHttp } from "../channels/http-listener.ts";
import { forEachEngine } from "../harness/engines.ts";
import { serverProcess } from "../harness/process.ts";
import { account, region, rootKey } from "../harness/server.ts";
import { ask, note, onboard, placeOn, serve, start, topicArn } from "./notified.ts";

const secret = "a-secret-of-the-tests";
const documentOf = ({ body }: Asked): EventDocument => JSON.parse(body) as EventDocument;
const words = (asked: readonly Asked[]) =>
  asked.map(documentOf).map((it) => it.detail["eventData"] ?? it["detail-type"]);

forEachEngine((engine) => {
  it("what happens to an incident is told to the webhook its topic is bound to, signed, in its order", async () => {
    await using far = await listenForHttp((_, response) => void response.writeHead(204).end());
    await using tocsin = await serve(await placeOn(engine), { TOCSIN_WEBHOOK_SECRET: secret });
    const plan = await onboard(tocsin);
    const configuration = { url: `${far.url}/hook?key=hidden` };
    await ask(tocsin.url, bindTopic, { topicArn, kind: "webhook", configuration });
    const incident = await start(tocsin, plan);
    await note(tocsin, incident, "looking");
    await tocsin.incidents.send(new UpdateIncidentRecordCommand({ arn: incident, status: "RESOLVED" }));
    await tocsin.advance("PT1S");
    expect(words(far.asked)).toEqual(["SSM Incident Start", "looking", "SSM Incident Record Update"]);
    const [first] = far.asked;
    expect(first).toMatchObject({
      path: "/hook?key=hidden",
      headers: { "content-type": "application/json" },
    });
    expect(documentOf(first ?? expect.unreachable())).toMatchObject({
      version: "0",
      "detail-type": "SSM Incident Start",
      source: "aws.ssm-incidents",
      account,
      region,
      resources: [incident],
      detail: { incidentTitle: "Disk full" },
    });
    const [, t = "", v1] = /^t=(\d+),v1=(\w+)$/.exec(String(first?.headers["tocsin-signature"])) ?? [];
    expect(v1).toBe(createHmac("sha256", secret).update(`${t}.${first?.body}`).digest("hex"));
  });

  it("a far side that fails is tried again, and holds up nobody but itself; what never arrives is given up and shown", async () => {
    let fails = 2;
    await using moody = await listenForHttp(
      (_, response) => void response.writeHead(fails-- > 0 ? 503 : 204).end(),
    );
    await using gone = await listenForHttp((_, response) => void response.writeHead(410).end());
    await using tocsin = await serve(await placeOn(engine));
    const plan = await onboard(tocsin);
    for (const { url } of [moody, gone])
      await ask(tocsin.url, bindTopic, { topicArn, kind: "webhook", configuration: { url } });
    const incident = await start(tocsin, plan);
    await note(tocsin, incident, "looking");
    await tocsin.advance("PT1M");
    expect(words(moody.asked)).toEqual([
      "SSM Incident Start",
      "SSM Incident Start",
      "SSM Incident Start",
      "looking",
    ]);
    expect(new Set(moody.asked.slice(0, 3).map((it) => it.headers["idempotency-key"])).size).toBe(1);
    expect(words(gone.asked)).toEqual(["SSM Incident Start", "looking"]);
    const { bindings } = await ask(tocsin.url, listTopicBindings, {});
    expect(bindings).toMatchObject([
      { topicArn, kind: "webhook", configuration: { url: new URL(moody.url).host }, failed: 0 },
      { failed: 2, lastFailure: "127.0.0.1 answered 410" },
    ]);
    expect(JSON.stringify(bindings)).not.toContain(moody.url);
  });

  it("who asks for patience gets it", async () => {
    let first = true;
    await using far = await listenForHttp((_, response) => {
      response.writeHead(first ? 429 : 204, first ? { "retry-after": "120" } : {}).end();
      first = false;
    });
    await using tocsin = await serve(await placeOn(engine));
    const plan = await onboard(tocsin);
    await ask(tocsin.url, bindTopic, { topicArn, kind: "webhook", configuration: { url: far.url } });
    await start(tocsin, plan);
    await tocsin.advance("PT119S");
    expect(far.asked.length).toBe(1);
    await tocsin.advance("PT1S");
    expect(far.asked.length).toBe(2);
  });

  it("an unbound destination and a deleted incident's webhook end quietly", async () => {
    let status = 503;
    await using far = await listenForHttp((_, response) => void response.writeHead(status).end());
    await using tocsin = await serve(await placeOn(engine));
    const plan = await onboard(tocsin);
    const bind = { topicArn, kind: "webhook", configuration: { url: far.url } };
    const { bindingId } = await ask(tocsin.url, bindTopic, bind);
    const incident = await start(tocsin, plan);
    await tocsin.advance("PT0S");
    expect(far.asked.length).toBe(1);
    await ask(tocsin.url, unbindTopic, { bindingId });
    status = 204;
    await tocsin.advance("PT1M");
    expect(far.asked.length).toBe(1);
    await ask(tocsin.url, bindTopic, bind);
    await note(tocsin, incident, "last words");
    await tocsin.incidents.send(new DeleteIncidentRecordCommand({ arn: incident }));
    await tocsin.advance("PT1M");
    expect(words(far.asked).slice(1)).toEqual(["last words"]);
  });

  it("a hundred events that many write at once arrive, each once, in the order of the timeline", async () => {
    await using far = await listenForHttp((_, response) => void response.writeHead(204).end());
    await using tocsin = await serve(await placeOn(engine), { TOCSIN_CLOCK: "system" });
    const plan = await onboard(tocsin);
    await ask(tocsin.url, bindTopic, { topicArn, kind: "webhook", configuration: { url: far.url } });
    const incidents = [await start(tocsin, plan), await start(tocsin, plan)];
    const writer = async (writer: number): Promise<void> => {
      for (let n = 0; n < 10; n += 1) await note(tocsin, incidents[writer % 2] ?? "", `${writer}:${n}`);
    };
    await Promise.all(Array.from({ length: 10 }, (_, index) => writer(index)));
    await vi.waitUntil(() => far.asked.length >= 102, { timeout: 20_000 });
    const told = words(far.asked).filter((it) => it !== "SSM Incident Start");
    expect(new Set(told).size).toBe(100);
    expect(told.length).toBe(100);
    for (let writer = 0; writer < 10; writer += 1)
      expect(told.filter((it) => typeof it === "string" && it.startsWith(`${writer}:`))).toEqual(
        Array.from({ length: 10 }, (_, n) => `${writer}:${n}`),
      );
  });

  it("a kill between sending and writing it down repeats that one notice under the same key, and loses none", async () => {
    const sending = Promise.withResolvers<void>();
    let silent = true;
    await using far = await listenForHttp((_, response) => {
      if (silent) sending.resolve();
      else response.writeHead(204).end();
    });
    const env = await placeOn(engine);
    let plan = "";
    {
      await using tocsin = await serve(env, { TOCSIN_CLOCK: "system" });
      plan = await onboard(tocsin);
      await ask(tocsin.url, bindTopic, { topicArn, kind: "webhook", configuration: { url: far.url } });
    }
    await using victim = await serverProcess({ env });
    const incidents = new SSMIncidentsClient({ endpoint: victim.url, region, credentials: rootKey });
    const incident = await start({ incidents }, plan);
    await sending.promise;
    for (const text of ["one", "two"])
      await incidents.send(
        new CreateTimelineEventCommand({
          incidentRecordArn: incident,
          eventTime: new Date(),
          eventType: "Note",
          eventData: JSON.stringify(text),
        }),
      );
    await victim.kill("SIGKILL");
    incidents.destroy();
    silent = false;
    await using tocsin = await serve(env, { TOCSIN_CLOCK: "system" });
    expect(tocsin.url).not.toBe("");
    await vi.waitUntil(() => far.asked.length >= 4, { timeout: 15_000 });
    expect(words(far.asked)).toEqual(["SSM Incident Start", "SSM Incident Start", "one", "two"]);
    expect(far.asked[0]?.headers["idempotency-key"]).toBe(far.asked[1]?.headers["idempotency-key"]);
  });

  it("a test says at once what came of it, and nonsense is refused with every mistake", async () => {
    await using far = await listenForHttp((_, response) => void response.writeHead(204).end());
    await using tocsin = await serve(await placeOn(engine));
    await expect(ask(tocsin.url, testTopic, { topicArn })).rejects.toThrow("is bound to nothing");
    for (const url of [far.url, "http://127.0.0.1:9"])
      await ask(tocsin.url, bindTopic, { topicArn, kind: "webhook", configuration: { url } });
    const { results } = await ask(tocsin.url, testTopic, { topicArn });
    expect(results).toMatchObject([
      { kind: "webhook", outcome: "SENT", said: "127.0.0.1 answered 204" },
      { kind: "webhook", outcome: "FAILED" },
    ]);
    expect(words(far.asked)).toEqual(["Tocsin Test Notification"]);
    const nonsense = { url: "ftp://x", constructor: "y" };
    await expect(
      ask(tocsin.url, bindTopic, { topicArn, kind: "webhook", configuration: nonsense }),
    ).rejects.toThrow(/constructor is nothing.*url must be an address/);
    await expect(
      ask(tocsin.url, bindTopic, { topicArn, kind: "__proto__", configuration: {} }),
    ).rejects.toThrow("ValidationException");
  });
});
