import sql, { type Sql, join, raw } from "sql-template-tag";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { begun, ending, settled } from "../domain/replication-set.ts";
import { forEachEngine } from "../../test/harness/engines.ts";
import { deleteSomeAccountData } from "./account-data.ts";
import { addReplicationSet, findReplicationSet, saveReplicationSet } from "./replication-sets.ts";
import type { Reader, Storage, Transaction } from "./storage.ts";

/** Tables of the program itself; every other table holds data of accounts, which goes with their replication set. */
const notOfAccounts = new Set([
  "schema_version",
  "meta",
  "timers",
  "access_keys",
  "root_keys",
  "replication_sets",
]);

interface Column {
  readonly name: string;
  readonly type: string;
}

forEachEngine((engine) => {
  let storage: Storage;
  let tables: readonly { readonly name: string; readonly columns: readonly Column[] }[];
  beforeAll(async () => {
    storage = await engine.open();
    tables = await tablesOf(storage);
  });
  afterAll(() => storage[Symbol.asyncDispose]());

  const all =
    engine.engine === "sqlite"
      ? sql`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`
      : sql`select table_name as name from information_schema.tables where table_schema = current_schema()`;
  const columnsOf = (table: string): Sql =>
    engine.engine === "sqlite"
      ? sql`select name, type from pragma_table_info(${table})`
      : sql`select column_name as name, data_type as type from information_schema.columns where table_schema = current_schema() and table_name = ${table}`;
  const tablesOf = async (reader: Reader) => {
    const names = (await reader.all<{ name: string }>(all)).map(({ name }) => name);
    const ofAccounts = names.filter((name) => !notOfAccounts.has(name)).toSorted();
    return Promise.all(
      ofAccounts.map(async (name) => ({ name, columns: await reader.all<Column>(columnsOf(name)) })),
    );
  };

  /** One row of the account in every table, different for each number. */
  const fill = async (tx: Transaction, account: string, number: number): Promise<void> => {
    const arn = `arn:aws:ssm-incidents::${account}:incident-record/plan/${number}`;
    const valueOf = ({ name, type }: Column): string | number =>
      name === "account"
        ? account
        : name.endsWith("arn")
          ? arn
          : /int/i.test(type)
            ? number
            : `${account} ${number}`;
    for (const { name, columns } of tables)
      await tx.run(sql`
        insert into ${raw(name)} (${join(columns.map((column) => raw(column.name)))})
        values (${join(columns.map(valueOf))})`);
  };
  const countsOf = async (account: string): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const { name, columns } of tables) {
      const rows = await storage.all<Record<string, unknown>>(sql`select * from ${raw(name)}`);
      const owners = columns.filter((column) => column.name === "account" || column.name.endsWith("arn"));
      expect(owners, `${name} says whose its rows are`).not.toEqual([]);
      counts[name] = rows.filter((row) =>
        owners.some((owner) => String(row[owner.name]).includes(account)),
      ).length;
    }
    return counts;
  };
  const same = (count: number) => Object.fromEntries(tables.map(({ name }) => [name, count]));

  const change = { by: "arn:aws:iam::111122223333:root", now: 1000 };
  const setOf = (account: string) =>
    settled(
      begun(`arn:aws:ssm-incidents::${account}:replication-set/1`, [{ name: "us-east-1" }], change),
      1000,
    );
  const withRows = async (account: string, rows: number): Promise<void> => {
    await storage.write(async (tx) => {
      await addReplicationSet(tx, account, setOf(account));
      for (let number = 0; number < rows; number++) await fill(tx, account, number);
    });
  };
  const end = (account: string) =>
    storage.write((tx) => saveReplicationSet(tx, account, ending(setOf(account), change)));
  const step = (account: string, rows: number) =>
    storage.write((tx) => deleteSomeAccountData(tx, account, rows));

  describe("the data of an account", () => {
    it("goes from every table in bounded steps, the set last, and nobody else's goes", async () => {
      const [account, next, before] = ["111122223333", "111122223334", "111122223332"];
      for (const it of [account, next, before]) await withRows(it, 5);
      await end(account);
      const rows = 5 * tables.length;

      let steps = 0;
      for (let left = rows; (await step(account, 3)) === "more"; steps++) {
        const now = Object.values(await countsOf(account)).reduce((sum, count) => sum + count, 0);
        expect(left - now).toBe(3);
        expect(await findReplicationSet(storage, account)).toMatchObject({ status: "DELETING" });
        left = now;
      }
      expect(steps).toBe(Math.floor(rows / 3));
      expect(await countsOf(account)).toEqual(same(0));
      expect(await findReplicationSet(storage, account)).toBeUndefined();
      for (const it of [next, before]) {
        expect(await countsOf(it)).toEqual(same(5));
        expect(await findReplicationSet(storage, it)).toBeDefined();
      }
    });

    it("is left alone by a late step, when the account has a new set", async () => {
      const account = "222233334444";
      await withRows(account, 1);
      expect(await step(account, 100)).toBe("not deleting");
      expect(await countsOf(account)).toEqual(same(1));
      expect(await step("333344445555", 100)).toBe("not deleting");
    });

    it("is as it was when a step is cut off, and the next one goes on", async () => {
      const account = "444455556666";
      await withRows(account, 2);
      await end(account);
      const cutOff = storage.write(async (tx) => {
        await deleteSomeAccountData(tx, account, 3);
        throw new Error("cut off");
      });
      await expect(cutOff).rejects.toThrow("cut off");
      expect(await countsOf(account)).toEqual(same(2));
      expect(await step(account, 100)).toBe("gone");
      expect(await countsOf(account)).toEqual(same(0));
    });
  });
});
