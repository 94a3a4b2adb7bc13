import { expect, it } from "vitest";
import { alertedAccount } from "../../../test/harness/alerts.ts";
import { callsOn } from "../../../test/harness/calls.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import type { InputOf, OutputOf } from "../../contract/operation.ts";
import type { listAlerts as operation } from "../../contract/tocsin/alert.ts";
import { forgetCauses } from "../../storage/alerts.ts";
import { listAlerts } from "./list-alerts.ts";

const day = 86_400_000;

forEachEngine((engine) => {
  const ready = async () => {
    const storage = await engine.open();
    const tocsin = callsOn(storage);
    const account = await alertedAccount(tocsin);
    const list = async (input: InputOf<typeof operation> = {}): Promise<OutputOf<typeof operation>> => {
      const implementation = listAlerts(tocsin.given);
      const output: unknown = await implementation.run(input, { caller: account.caller, requestId: "r" });
      return output as OutputOf<typeof operation>;
    };
    return { storage, account, tocsin, list, [Symbol.asyncDispose]: () => storage[Symbol.asyncDispose]() };
  };

  it("alerts are listed page by page, those seen last first, whatever their state", async () => {
    await using it = await ready();
    for (const key of ["a", "b", "c", "d"]) {
      await it.account.taken({ key });
      it.account.pass(1000);
    }
    await it.account.taken({ key: "b", status: "RESOLVED" });
    const first = await it.list({ maxResults: 3 });
    const rest = await it.list({ maxResults: 3, nextToken: first.nextToken });
    const keys = [...first.alerts, ...rest.alerts].map(({ key }) => key);
    expect([keys, rest.nextToken]).toEqual([["b", "d", "c", "a"], undefined]);
    expect(first.alerts[0]).toMatchObject({ status: "RESOLVED", outcome: "RESOLVED", received: 2 });
    expect((await it.list({ status: "FIRING" })).alerts.map(({ key }) => key)).toEqual(["d", "c", "a"]);
    expect((await it.list({ responsePlanName: "other" })).alerts).toEqual([]);
  });

  it("what is over is forgotten after ninety days without news, what fires after more than a year", async () => {
    await using it = await ready();
    await it.account.take({ key: "over" }, { key: "fires" });
    await it.account.taken({ key: "over", status: "RESOLVED" });
    const keysAfter = async (days: number) => {
      const now = it.tocsin.clock.now() + days * day;
      await it.storage.write((tx) => forgetCauses(tx, now, 10));
      return (await it.list()).alerts.map(({ key }) => key);
    };
    expect(await keysAfter(89)).toHaveLength(2);
    expect(await keysAfter(92)).toEqual(["fires"]);
    expect(await keysAfter(402)).toEqual([]);
  });
});
