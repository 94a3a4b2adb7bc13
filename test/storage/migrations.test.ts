// The schema comes to be once, whoever starts first, and never goes back.
import sql from "sql-template-tag";
import { expect, test } from "vitest";
import { DatabaseTooNew, migrate } from "../../src/storage/migrate.ts";
import { migrations, type Migration } from "../../src/storage/migrations/migrations.ts";
import type { Place } from "../../src/storage/open.ts";
import { openPostgres } from "../../src/storage/postgres-open.ts";
import { openSqliteInFolder } from "../../src/storage/sqlite-open.ts";
import type { Reader } from "../../src/storage/storage.ts";
import { forEachEngine, forPostgres, silent } from "../harness/engines.ts";

/** Opened as it is, without tables. */
const openEmpty = (place: Place) =>
  "url" in place
    ? openPostgres({ url: place.url, log: silent })
    : openSqliteInFolder(place.dataDir, { log: silent });

const version = async (reader: Reader): Promise<number | undefined> =>
  (await reader.first<{ version: number }>(sql`select version from schema_version`))?.version;

const birds: Migration = {
  name: "birds",
  statements: [
    `create table birds (name text primary key, seen bigint not null)`,
    `insert into birds (name, seen) values ('owl', 1)`,
  ],
};
const songs: Migration = { name: "songs", statements: [`alter table birds add column song text`] };

forEachEngine((engine) => {
  test("each step is taken once, in order, and later ones when they come", async () => {
    await using storage = await openEmpty(await engine.place());
    await migrate(storage, [birds]);
    await migrate(storage, [birds]);
    await migrate(storage, [birds, songs]);
    expect(await version(storage)).toBe(2);
    expect(await storage.all(sql`select name, song from birds`)).toMatchObject([{ name: "owl", song: null }]);
  });

  test("a step that fails changes nothing, not even by its first statements", async () => {
    await using storage = await openEmpty(await engine.place());
    const broken: Migration = { name: "broken", statements: [...songs.statements, `create nonsense`] };
    await migrate(storage, [birds]);
    await expect(migrate(storage, [birds, broken])).rejects.toThrow("nonsense");
    expect(await version(storage)).toBe(1);
    await migrate(storage, [birds, songs]);
    expect(await version(storage)).toBe(2);
  });

  test("a database that is newer than the program is refused and left alone", async () => {
    const place = await engine.place();
    {
      await using storage = await engine.open(place);
      const future = migrations.length + 1;
      await storage.write((tx) => tx.run(sql`update schema_version set version = ${future}`));
    }
    const refusal = await engine.open(place).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DatabaseTooNew);
    expect(String(refusal)).toContain(
      `schema version ${migrations.length + 1}, this program knows versions up to ${migrations.length}`,
    );
  });

  test("the engine refuses what the other would refuse: a word where a number belongs", async () => {
    await using storage = await openEmpty(await engine.place());
    await migrate(storage, [birds]);
    const insert = sql`insert into birds (name, seen) values (${"lark"}, ${"yesterday"})`;
    await expect(storage.write((tx) => tx.run(insert))).rejects.toThrow();
  });
});

forPostgres((engine) => {
  test("nodes that start together on an empty database all come up, and each step is taken once", async () => {
    const place = await engine.place();
    const nodes = await Promise.all(Array.from({ length: 6 }, () => engine.open(place)));
    expect(await Promise.all(nodes.map(version))).toEqual(nodes.map(() => migrations.length));
    await Promise.all(nodes.map((node) => node[Symbol.asyncDispose]()));
  });

  test("every text is ordered by its bytes, whatever the order of the database", async () => {
    await using storage = await engine.open();
    const others = await storage.all(sql`
      select table_name, column_name, collation_name from information_schema.columns
      where table_schema = current_schema() and data_type = 'text' and collation_name is distinct from 'C'`);
    expect(others).toEqual([]);
  });

  test("columns are of the types that both engines keep alike", async () => {
    await using storage = await engine.open();
    const types = await storage.all<{ data_type: string }>(sql`
      select distinct data_type from information_schema.columns where table_schema = current_schema()`);
    expect(types.map((type) => type.data_type).sort()).toEqual(["bigint", "integer", "text"]);
  });
});
