// How fast alerts may come, how often a key may be tried, and that no key is ever logged.
import { Writable } from "node:stream";
import { pino } from "pino";
import { expect, it } from "vitest";
import { readConfig } from "../../src/config.ts";
import { startServer } from "../../src/server.ts";
import { sqlite } from "../harness/engines.ts";
import { openIntake, planName } from "./aws-intake.ts";

const firing = JSON.stringify({ title: "Disk is full" });

it("slows down a key that sends too fast: senders that give up at a 429 get a 503", async () => {
  await using intake = await openIntake(sqlite, { TOCSIN_INTAKE_RATE_LIMIT: "1" });
  const all = await Promise.all(Array.from({ length: 12 }, () => intake.post("generic", firing)));
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([202, 429]));
  const more = await Promise.all(Array.from({ length: 12 }, () => intake.post("alertmanager", firing)));
  expect(more.map(({ status }) => status)).toContain(503);
});

it("stops looking at keys of an address that showed too many wrong ones, and goes on taking the right one", async () => {
  await using intake = await openIntake(sqlite);
  expect((await intake.post("generic", firing)).status).toBe(202);
  const guess = (at: number) =>
    fetch(`${intake.tocsin.url}/intake/generic/${planName}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${String(at)
          .replaceAll(/\d/g, (digit) => "abcdefghij"[Number(digit)] ?? "")
          .padEnd(32, "z")}`,
      },
      body: firing,
    });
  const statuses = new Set<number>();
  let last: Response | undefined;
  for (let at = 0; at < 40; at += 1) {
    last = await guess(at);
    statuses.add(last.status);
  }
  expect(statuses).toEqual(new Set([403, 429]));
  expect(last?.headers.get("retry-after")).toBe("1");
  expect((await intake.post("generic", firing)).status).toBe(202);
});

it("never writes a key into the log", async () => {
  const lines: string[] = [];
  const log = new Writable({
    write: (line, _, done) => {
      lines.push(String(line));
      done();
    },
  });
  const config = readConfig({ TOCSIN_PORT: "0", TOCSIN_DATABASE_URL: "sqlite::memory:" });
  const server = await startServer(config, pino({ level: "debug" }, log));
  const key = "k".repeat(32);
  for (const path of [
    `/intake/generic/plan/${key}`,
    `/intake/generic/plan?key=${key}`,
    `/intake/none/plan/${key}`,
  ])
    await fetch(`${server.url}${path}`, { method: "POST", body: "{", headers: { "x-api-key": key } });
  await fetch(`${server.url}/v2/enqueue`, { method: "POST", body: JSON.stringify({ routing_key: key }) });
  await server.close(0);
  const requests = lines.filter((line) => line.includes('"request"'));
  expect(requests).toHaveLength(4);
  expect(lines.join("")).not.toContain(key);
});
