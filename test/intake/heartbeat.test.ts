import { describe, expect, it } from "vitest";
import { type TestEngine, forEachEngine } from "../harness/engines.ts";
import { serverProcess } from "../harness/process.ts";
import { testServer } from "../harness/server.ts";
import { newDatabase, planWithKey, type PlanWithKey } from "./plan-with-key.ts";

const hourly = { name: "backup", responsePlanName: "web", periodSeconds: 3600, graceSeconds: 600 };

const pinging =
  (url: string, { key }: PlanWithKey) =>
  async (query = "", init: RequestInit = {}): Promise<number> =>
    (await fetch(`${url}/intake/heartbeat/web/${key}?name=backup${query}`, init)).status;

async function begin(engine: TestEngine) {
  const server = await testServer(await newDatabase(engine));
  const plan = await planWithKey(server.url);
  await plan.tocsin("/_tocsin/heartbeats/put", hourly);
  const ping = pinging(server.url, plan);
  const shown = async () => {
    const { heartbeats } = await plan.tocsin("/_tocsin/heartbeats/list");
    return (heartbeats as Record<string, unknown>[])[0];
  };
  return { ...plan, server, ping, shown, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

forEachEngine((engine) => {
  describe("a heartbeat", { timeout: 60_000 }, () => {
    it("opens an incident when it is missed, and the next ping resolves it", async () => {
      await using it = await begin(engine);
      await it.advance("PT100H");
      expect(await it.shown()).toMatchObject({ status: "NEW" });
      expect(await it.incidents()).toEqual([]);

      expect(await it.ping()).toBe(200);
      await it.advance("PT65M");
      expect(await it.shown()).toMatchObject({ status: "LATE" });
      expect(await it.ping("", { method: "HEAD" })).toBe(200);
      await it.advance("PT69M59S");
      expect(await it.incidents()).toEqual([]);
      await it.advance("PT1S");
      expect(await it.incidents()).toMatchObject([
        { title: "Web: No heartbeat from backup", status: "OPEN" },
      ]);
      expect(await it.shown()).toMatchObject({ status: "MISSED" });

      await it.advance("PT24H");
      expect(await it.incidents()).toHaveLength(1);
      expect(await it.ping("", { method: "POST" })).toBe(200);
      await it.advance("PT1S");
      expect(await it.incidents()).toMatchObject([{ status: "RESOLVED" }]);
      expect(await it.shown()).toMatchObject({ status: "UP" });

      await it.advance("PT70M");
      expect(await it.incidents()).toMatchObject([{ status: "RESOLVED" }, { status: "OPEN" }]);
    });

    it("opens one at once when it says that something is wrong", async () => {
      await using it = await begin(engine);
      expect(await it.ping("&status=fail", { method: "POST", body: "disk full" })).toBe(200);
      expect(await it.ping("&status=fail", { method: "POST", body: "disk full" })).toBe(200);
      await it.advance("PT1S");
      expect(await it.incidents()).toMatchObject([
        { title: "Web: backup reports a failure", status: "OPEN" },
      ]);
      expect(await it.ping()).toBe(200);
      await it.advance("PT1S");
      expect(await it.incidents()).toMatchObject([{ status: "RESOLVED" }]);
    });

    it("is not waited for once it is paused or removed", async () => {
      await using it = await begin(engine);
      await it.ping();
      await it.tocsin("/_tocsin/heartbeats/put", { ...hourly, paused: true });
      await it.advance("PT24H");
      await it.tocsin("/_tocsin/heartbeats/put", hourly);
      await it.tocsin("/_tocsin/heartbeats/delete", { name: "backup" });
      await it.advance("PT24H");
      expect(await it.incidents()).toEqual([]);
      expect(await it.ping()).toBe(404);
    });

    it("is put only with a plan that is there, within limits, and keeps its plan while it is missed", async () => {
      await using it = await begin(engine);
      const put = (more: object) => it.tocsin("/_tocsin/heartbeats/put", { ...hourly, ...more });
      await expect(put({ responsePlanName: "none" })).rejects.toThrow("404");
      await expect(put({ periodSeconds: 9, graceSeconds: 31 * 86_400 + 1 })).rejects.toThrow(
        /400.*periodSeconds.*graceSeconds/s,
      );
      await expect(put({ name: "a/b" })).rejects.toThrow("400");
      await expect(it.tocsin("/_tocsin/heartbeats/delete", { name: "none" })).rejects.toThrow("404");
      await it.plan("other");
      await put({ responsePlanName: "other" });
      expect(await it.ping()).toBe(404);
      await put({});
      await it.ping("&status=fail");
      await it.advance("PT1S");
      await expect(put({ responsePlanName: "other" })).rejects.toThrow("400");
      expect(await put({ periodSeconds: 60 })).toMatchObject({
        heartbeat: { status: "MISSED", periodSeconds: 60 },
      });
    });

    it("refuses pings that it cannot understand", async () => {
      await using it = await begin(engine);
      expect(await it.ping("&status=perhaps")).toBe(400);
      expect((await fetch(`${it.server.url}/intake/heartbeat/web/${it.key}?name=__proto__`)).status).toBe(
        404,
      );
      expect((await fetch(`${it.server.url}/intake/heartbeat/web/${it.key}?name=a/b`)).status).toBe(400);
      expect((await fetch(`${it.server.url}/intake/heartbeat/web?name=backup`)).status).toBe(401);
      expect(
        (await fetch(`${it.server.url}/intake/heartbeat/web/${"a".repeat(32)}?name=backup`)).status,
      ).toBe(403);
    });

    it("is missed after kill -9, once it had another chance", async () => {
      const env = { ...(await newDatabase(engine)), TOCSIN_CLOCK: "manual" };
      {
        await using server = await serverProcess({ env });
        const plan = await planWithKey(server.url);
        await plan.tocsin("/_tocsin/heartbeats/put", hourly);
        expect(await pinging(server.url, plan)()).toBe(200);
        await plan.advance("PT69M");
        await server.kill();
      }
      await using server = await serverProcess({ env });
      const plan = await planWithKey(server.url);
      await plan.advance("PT69M");
      expect(await plan.incidents()).toEqual([]);
      await plan.advance("PT1M");
      expect(await plan.incidents()).toMatchObject([
        { title: "Web: No heartbeat from backup", status: "OPEN" },
      ]);
      await server.kill();
    });
  });
});
