// What PostgreSQL brings with it: transactions in each other's way, and a server that goes and comes back.
import { randomUUID } from "node:crypto";
import pg from "pg";
import sql from "sql-template-tag";
import { expect, inject, test } from "vitest";
import { readMeta, writeMeta } from "../../src/storage/meta.ts";
import { openPostgres } from "../../src/storage/postgres-open.ts";
import { StorageUnavailable, type Storage } from "../../src/storage/storage.ts";
import { forPostgres, postgresUrl, silent } from "../harness/engines.ts";
import { lineTo } from "../harness/line.ts";

/** Something to wait for until somebody lets it happen. */
const gate = (): { readonly opened: Promise<void>; readonly open: () => void } => {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
};

const ownPid = async (reader: Pick<Storage, "first">): Promise<number> =>
  (await reader.first<{ pid: number }>(sql`select pg_backend_pid() as pid`))?.pid ?? 0;

const asAdmin = async (url: string, statement: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(statement);
  await client.end();
  return rows as unknown[];
};

const endConnection = async (pid: number): Promise<unknown[]> =>
  asAdmin(await postgresUrl(), `select pg_terminate_backend(${pid}, 5000)`);

forPostgres((engine) => {
  test("a transaction that another got in the way of runs again, on what the other has written", async () => {
    await using storage = await engine.open();
    await storage.write((tx) => writeMeta(tx, "sum", "1"));
    const read = gate();
    const overtaken = gate();
    let runs = 0;
    const slow = storage.write(async (tx) => {
      runs += 1;
      const sum = Number(await readMeta(tx, "sum"));
      read.open();
      await overtaken.opened;
      await writeMeta(tx, "sum", String(sum + 10));
    });
    await read.opened;
    await storage.write(async (tx) => writeMeta(tx, "sum", String(Number(await readMeta(tx, "sum")) + 100)));
    overtaken.open();
    await slow;
    expect(runs).toBe(2);
    expect(await readMeta(storage, "sum")).toBe("111");
  });

  test("two transactions that wait for each other both come through", async () => {
    await using storage = await engine.open();
    await storage.write(async (tx) => {
      await writeMeta(tx, "a", "");
      await writeMeta(tx, "b", "");
    });
    let holding = 0;
    const both = gate();
    const append = (first: string, second: string): Promise<void> =>
      storage.write(async (tx) => {
        await tx.run(sql`update meta set value = value || ${first} where name = ${first}`);
        if (++holding === 2) both.open();
        await both.opened;
        await tx.run(sql`update meta set value = value || ${first} where name = ${second}`);
      });
    await Promise.all([append("a", "b"), append("b", "a")]);
    expect((await readMeta(storage, "a"))?.length).toBe(2);
    expect((await readMeta(storage, "b"))?.length).toBe(2);
  });

  test("rows that another transaction holds are left out of those that are available", async () => {
    await using storage = await engine.open();
    await storage.write(async (tx) => {
      await writeMeta(tx, "a", "");
      await writeMeta(tx, "b", "");
    });
    const held = gate();
    const done = gate();
    const holder = storage.write(async (tx) => {
      await tx.lock(sql`select name from meta where name = 'a'`, "update");
      held.open();
      await done.opened;
    });
    await held.opened;
    const free = await storage.write((tx) => tx.lockAvailable(sql`select name from meta order by name`));
    done.open();
    await holder;
    expect(free).toEqual([{ name: "b" }]);
  });

  test("a transaction whose connection breaks before its commit runs again", async () => {
    await using storage = await engine.open();
    let runs = 0;
    await storage.write(async (tx) => {
      runs += 1;
      if (runs === 1) await endConnection(await ownPid(tx));
      await writeMeta(tx, "runs", String(runs));
    });
    expect(await readMeta(storage, "runs")).toBe("2");
  });

  test("idle connections that break are replaced", async () => {
    await using storage = await engine.open();
    await endConnection(await ownPid(storage));
    await storage.ping();
  });

  test("statements that were prepared before another node changed the schema go on", async () => {
    const place = await engine.place();
    await using storage = await engine.open(place);
    await using newer = await engine.open(place);
    const everything = sql`select * from meta`;
    expect(await storage.all(everything)).toEqual([]);
    await newer.write((tx) => tx.run(sql`alter table meta add column note text`));
    await newer.write((tx) => tx.run(sql`insert into meta (name, value, note) values ('a', '', 'new')`));
    expect(await storage.all(everything)).toEqual([{ name: "a", value: "", note: "new" }]);
    await newer.write((tx) => tx.run(sql`alter table meta drop column note`));
    expect(await storage.write((tx) => tx.all(everything))).toEqual([{ name: "a", value: "" }]);
  });

  test("a commit whose answer never came is neither repeated nor called a failure", async () => {
    const place = await engine.place();
    if (!("url" in place)) throw new Error("no URL");
    await using line = await lineTo(place.url);
    await using storage = await engine.open({ url: line.url });
    line.breakAfter("commit");
    let runs = 0;
    const write = storage.write(async (tx) => {
      runs += 1;
      await writeMeta(tx, "a", "1");
    });
    const failure = await write.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StorageUnavailable);
    expect(failure).toHaveProperty("outcome", "unknown");
    expect(runs).toBe(1);
    await storage.ping();
  });

  test("a server that goes away makes it unavailable, and one that comes back makes it go on", async () => {
    const place = await engine.place();
    if (!("url" in place)) throw new Error("no URL");
    await using line = await lineTo(place.url);
    await using storage = await engine.open({ url: line.url });
    await storage.write((tx) => writeMeta(tx, "before", "1"));
    await line.cut();
    await expect(storage.ping()).rejects.toBeInstanceOf(StorageUnavailable);
    await expect(storage.write((tx) => writeMeta(tx, "meanwhile", "1"))).rejects.toHaveProperty(
      "outcome",
      "unchanged",
    );
    await line.mend();
    expect(await readMeta(storage, "before")).toBe("1");
    expect(await readMeta(storage, "meanwhile")).toBeUndefined();
  });

  test("a commit is answered when it is on disk, also where the database's default is not to wait", async () => {
    await using database = await databaseWith("");
    await asAdmin(database.url, `alter database ${database.name} set synchronous_commit = off`);
    await using storage = await engine.open({ url: database.url });
    const row = await storage.first<{ value: string }>(
      sql`select current_setting('synchronous_commit') as value`,
    );
    expect(row?.value).toBe("on");
  });

  test("a database in another encoding than UTF-8 is refused", async () => {
    await using database = await databaseWith("encoding 'LATIN1' locale 'C' template template0");
    await expect(openPostgres({ url: database.url, log: silent })).rejects.toThrow(
      "encoding is LATIN1: UTF8 is needed",
    );
  });
});

interface TestDatabase extends AsyncDisposable {
  readonly name: string;
  readonly url: string;
}

const databaseWith = async (options: string): Promise<TestDatabase> => {
  const server = await postgresUrl();
  const name = `${inject("databases").prefix}${randomUUID().replaceAll("-", "")}`;
  await asAdmin(server, `create database ${name} ${options}`);
  const url = new URL(server);
  url.pathname = name;
  return {
    name,
    url: url.href,
    [Symbol.asyncDispose]: async () => void (await asAdmin(server, `drop database ${name} with (force)`)),
  };
};
