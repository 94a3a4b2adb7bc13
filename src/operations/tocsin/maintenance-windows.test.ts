import { afterAll, beforeAll, expect, it } from "vitest";
import { type AlertedAccount, alertedAccount } from "../../../test/harness/alerts.ts";
import { type Calls, callsOn } from "../../../test/harness/calls.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import { ApiError } from "../../contract/api-error.ts";
import type { Implementation } from "../../contract/call.ts";
import type { ShownWindow, WindowToPut } from "../../contract/tocsin/maintenance-window.ts";
import type { Storage } from "../../storage/storage.ts";
import * as operations from "./maintenance-windows.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

forEachEngine((engine) => {
  let storage: Storage;
  let tocsin: Calls;
  beforeAll(async () => {
    storage = await engine.open();
    tocsin = callsOn(storage);
  });
  afterAll(() => storage[Symbol.asyncDispose]());

  const callsOf = ({ caller }: AlertedAccount) => {
    const run = (build: (given: Calls["given"]) => Implementation, input: object): Promise<never> =>
      build(tocsin.given).run(input as never, { caller, requestId: "r" }) as Promise<never>;
    return {
      /** An hour from now on, unless said otherwise. */
      put: async (said: Partial<WindowToPut> = {}): Promise<ShownWindow> => {
        const durationSeconds = said.endTime === undefined ? 3600 : undefined;
        const input = { name: "deploy", durationSeconds, ...said };
        return ((await run(operations.putMaintenanceWindow, input)) as { window: ShownWindow }).window;
      },
      list: async (): Promise<ShownWindow[]> =>
        ((await run(operations.listMaintenanceWindows, {})) as { windows: ShownWindow[] }).windows,
      end: async (name = "deploy"): Promise<ShownWindow> =>
        ((await run(operations.endMaintenanceWindow, { name })) as { window: ShownWindow }).window,
      remove: (name = "deploy"): Promise<unknown> => run(operations.deleteMaintenanceWindow, { name }),
    };
  };
  const refusal = (call: Promise<unknown>): Promise<ApiError> =>
    call.then(
      () => expect.unreachable("not refused"),
      (error: unknown) => (error instanceof ApiError ? error : expect.unreachable(String(error))),
    );

  it("an alert within a window is recorded and opens its incident when the window ends", async () => {
    const account = await alertedAccount(tocsin);
    expect(await callsOf(account).put()).toMatchObject({ status: "OPEN" });
    expect(await account.taken()).toMatchObject({ outcome: "SUPPRESSED" });
    await account.passLooking(59 * minute);
    expect((await account.causes())[0]?.incident).toBeUndefined();
    await account.passLooking(minute);
    expect((await account.causes())[0]?.incident).toBeDefined();
  });

  it.each(["end", "remove"] as const)("to %s a window opens at once what still fires", async (how) => {
    const account = await alertedAccount(tocsin);
    const calls = callsOf(account);
    await calls.put();
    await account.taken();
    await account.taken({ key: "well again" });
    await account.taken({ key: "well again", status: "RESOLVED" });
    await calls[how]();
    await account.passLooking(0);
    const opened = (await account.causes()).filter(({ incident }) => incident !== undefined);
    expect(opened).toMatchObject([{ key: "disk", status: "FIRING" }]);
  });

  it("a window that is made shorter lets go at once of what it does not cover any more", async () => {
    const account = await alertedAccount(tocsin);
    const { put } = callsOf(account);
    await put();
    await account.taken();
    await put({ sources: ["sentry"] });
    await account.passLooking(0);
    expect((await account.causes())[0]?.incident).toBeDefined();
  });

  it("an alert that another window covers does not put off what an ended one lets go", async () => {
    const account = await alertedAccount(tocsin);
    const { put, end } = callsOf(account);
    await put({ sources: ["prometheus.alertmanager"] });
    await account.taken();
    await put({ name: "other", sources: ["sentry"], durationSeconds: 7200 });
    await end();
    await account.taken({ key: "kept", source: "sentry" });
    await account.passLooking(0);
    const opened = (await account.causes()).filter(({ incident }) => incident !== undefined);
    expect(opened).toMatchObject([{ key: "disk" }]);
  });

  it("alerts that come while a window goes are not forgotten", async () => {
    const account = await alertedAccount(tocsin);
    const { put, remove } = callsOf(account);
    await put();
    const keys = Array.from({ length: 20 }, (_, index) => `cause-${index}`);
    await Promise.all([...keys.map((key) => account.taken({ key })), remove()]);
    await account.passLooking(0);
    const waiting = (await account.causes()).filter(({ incident }) => incident === undefined);
    expect(waiting).toEqual([]);
  });

  it("only what is meant is kept back: by plan, source and pattern", async () => {
    const account = await alertedAccount(tocsin);
    await account.plan("other");
    const { put } = callsOf(account);
    const outcomes: string[] = [];
    for (const said of [
      { responsePlanNames: ["other"] },
      { sources: ["sentry"] },
      { pattern: '{"labels":{"env":["staging"]}}' },
      {
        responsePlanNames: ["web", "other"],
        sources: ["prometheus.alertmanager"],
        pattern: '{"labels":{"alertname":[{"prefix":"Disk"}]}}',
      },
    ]) {
      await put(said);
      outcomes.push((await account.taken({ key: JSON.stringify(said) })).outcome);
    }
    expect(outcomes).toEqual(["OPENED", "OPENED", "OPENED", "SUPPRESSED"]);
  });

  it("an ended window that recurs is closed until the next time, one that does not is over", async () => {
    const account = await alertedAccount(tocsin);
    const { put, end, list } = callsOf(account);
    await put({ recurrence: { every: "DAY" } });
    await put({ name: "once" });
    expect(await end("deploy")).toMatchObject({ status: "CLOSED" });
    expect(await end("once")).toMatchObject({ status: "OVER" });
    expect(await end("once")).toMatchObject({ status: "OVER" });
    account.pass(day);
    expect(await list()).toMatchObject([
      {
        name: "deploy",
        status: "OPEN",
        timeZone: "UTC",
        openUntil: new Date(tocsin.clock.now() + 60 * minute),
      },
      { name: "once", status: "OVER" },
    ]);
  });

  it("windows are shown as they were said, and those long over are forgotten with the next one", async () => {
    const account = await alertedAccount(tocsin);
    const { put, list } = callsOf(account);
    const said = {
      timeZone: "Europe/Berlin",
      recurrence: { every: "WEEK", weekdays: ["SAT"], until: new Date(tocsin.clock.now() + 7 * day) },
      responsePlanNames: ["web"],
      sources: ["sentry"],
      pattern: '{"labels":{"env":["staging"]}}',
    } as const;
    const shown = await put({
      ...said,
      recurrence: { ...said.recurrence, weekdays: ["SAT"] },
      responsePlanNames: ["web"],
      sources: ["sentry"],
    });
    expect(shown).toMatchObject(said);
    account.pass(60 * day);
    await put({ name: "next" });
    expect((await list()).map(({ name }) => name)).toEqual(["next"]);
  });

  it("every mistake is named at once", async () => {
    const { put, list } = callsOf(await alertedAccount(tocsin));
    const now = tocsin.clock.now();
    const error = await refusal(
      put({
        startTime: new Date(now + 2 * day),
        endTime: new Date(now),
        timeZone: "Mars/Olympus",
        recurrence: { every: "DAY", weekdays: ["MON"], until: new Date(now * 1000) },
        pattern: "[]",
        responsePlanNames: ["web", "nowhere"],
      }),
    );
    expect(error.name).toBe("ValidationException");
    expect(error.message.split("; ")).toEqual([
      "recurrence.until is more than 20 years from now",
      "endTime must be after startTime",
      "recurrence.weekdays are for what comes every WEEK",
      "timeZone: Mars/Olympus is no time zone of the IANA, such as Europe/Berlin",
      "pattern: the pattern must be an object",
      "the response plan nowhere does not exist.",
    ]);
    expect(await list()).toEqual([]);
  });

  it.each([
    [undefined, 93],
    ["DAY", 1.01],
    ["WEEK", 7.01],
    ["MONTH", 28.01],
  ] as const)("one that comes every %s is not open for %s days", async (every, days) => {
    const { put } = callsOf(await alertedAccount(tocsin));
    const endTime = new Date(tocsin.clock.now() + days * day);
    const error = await refusal(put({ endTime, recurrence: every && { every } }));
    expect(error.message).toContain("it must not be open for more than");
  });

  it("its end is said once, as a time or as a duration", async () => {
    const { put } = callsOf(await alertedAccount(tocsin));
    for (const said of [
      { endTime: new Date(tocsin.clock.now() + day), durationSeconds: 60 },
      { durationSeconds: undefined },
    ])
      expect((await refusal(put(said))).message).toBe("either endTime or durationSeconds must be there.");
    const startTime = new Date(tocsin.clock.now() + day);
    expect(await put({ startTime })).toMatchObject({
      startTime,
      endTime: new Date(startTime.getTime() + 60 * minute),
    });
  });

  it("what is not there can neither be ended nor removed", async () => {
    const { end, remove } = callsOf(await alertedAccount(tocsin));
    for (const call of [end(), remove()])
      expect(await refusal(call)).toMatchObject({ name: "ResourceNotFoundException" });
  });
});
