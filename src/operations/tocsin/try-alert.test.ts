import sql, { raw } from "sql-template-tag";
import { afterAll, beforeAll, expect, it } from "vitest";
import { alertOf, type AlertedAccount, alertedAccount } from "../../../test/harness/alerts.ts";
import { type Calls, callsOn } from "../../../test/harness/calls.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import { ApiError } from "../../contract/api-error.ts";
import type { TriedAlert } from "../../contract/tocsin/try-alert.ts";
import type { Alert } from "../../domain/alerts/alert.ts";
import type { Storage } from "../../storage/storage.ts";
import type { ReadAlerts } from "./given.ts";
import { tryAlert } from "./try-alert.ts";

/** A source whose payload is a list of what is different about each alert. */
const listed: ReadAlerts = async ({ payload }) => (JSON.parse(payload) as Partial<Alert>[]).map(alertOf);

forEachEngine((engine) => {
  let storage: Storage;
  let tocsin: Calls;
  beforeAll(async () => {
    storage = await engine.open();
    tocsin = callsOn(storage);
  });
  afterAll(() => storage[Symbol.asyncDispose]());

  const tried = async ({ caller }: AlertedAccount, ...alerts: Partial<Alert>[]): Promise<TriedAlert[]> => {
    const input = { responsePlanName: "web", source: "listed", payload: JSON.stringify(alerts) };
    const operation = tryAlert({ ...tocsin.given, readers: new Map([["listed", listed]]) });
    const output: unknown = await operation.run(input, { caller, requestId: "r" });
    return (output as { alerts: TriedAlert[] }).alerts;
  };

  /** Every row of every table. */
  const everything = async (): Promise<string> => {
    const tables = await storage.all<{ name: string }>(
      storage.engine === "sqlite"
        ? sql`select name from sqlite_master where type = 'table' order by name`
        : sql`select table_name as name from information_schema.tables where table_schema = current_schema() order by table_name`,
    );
    const rows: string[] = [];
    for (const { name } of tables) {
      const found = await storage.all<object>(sql`select * from ${raw(name)}`);
      rows.push(name, ...found.map((row) => JSON.stringify(row)).toSorted());
    }
    return rows.join("\n");
  };

  it("tells what each alert would do, and changes nothing", async () => {
    const account = await alertedAccount(tocsin);
    await account.plan("database");
    await account.settings({
      rules: [
        { name: "noise", when: { labels: { env: ["test"] } }, ignore: true },
        {
          name: "database",
          when: { labels: { db: [{ exists: true }] } },
          title: "{{labels.db}} of {{labels.team}}",
          dedupe: "db/{{labels.db}}",
          impact: 1,
          responsePlanName: "database",
        },
      ],
    });
    await account.window({ name: "move", sources: ["sentry"] });
    const { incidentArn } = await account.taken({ key: "open" });
    const before = await everything();
    const [ignored, ruled, folded, suppressed, twice] = await tried(
      account,
      { key: "1", labels: { env: "test" } },
      { key: "2", labels: { db: "orders" } },
      { key: "open" },
      { key: "3", source: "sentry" },
      { key: "2", labels: { db: "orders" } },
    );
    expect(await everything()).toBe(before);
    expect(before.length).toBeGreaterThan(1000);
    expect(ignored).toMatchObject({
      outcome: "IGNORED",
      because: 'the rule "noise" ignores it',
      rule: "noise",
    });
    expect(ruled).toEqual({
      key: "2",
      outcome: "OPENED",
      responsePlanName: "database",
      title: "orders of",
      impact: 1,
      dedupeString: "db/orders",
      rule: "database",
      missing: ["labels.team"],
    });
    expect(folded).toMatchObject({ outcome: "FOLDED", incidentArn, impact: 3, responsePlanName: "web" });
    expect(suppressed).toMatchObject({ outcome: "SUPPRESSED", window: "move" });
    expect(twice).toMatchObject({ outcome: "FOLDED" });
  });

  it("a source that there is not is told which there are", async () => {
    const { caller } = await alertedAccount(tocsin);
    const operation = tryAlert({ ...tocsin.given, readers: new Map([["listed", listed]]) });
    const input = { responsePlanName: "web", source: "constructor", payload: "" };
    const error: unknown = await operation.run(input, { caller, requestId: "r" }).then(
      () => expect.unreachable("not refused"),
      (refused: unknown) => refused,
    );
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      name: "ValidationException",
      message: "There is no source of alerts called constructor. There are: listed.",
    });
  });
});
