import { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { pino } from "pino";
import sql from "sql-template-tag";
import { expect, test } from "vitest";
import { SqliteStorage } from "./sqlite.ts";
import { Turns } from "./turns.ts";

/** A storage whose disk takes as long as the test likes. */
const onASlowDisk = () => {
  const disk = Promise.withResolvers<void>();
  const database = new DatabaseSync(":memory:");
  database.exec("create table birds (name text primary key)");
  let commits = 0;
  const storage = new SqliteStorage({
    database,
    turns: new Turns(),
    log: pino({ level: "silent" }),
    durability: {
      committed: () => (commits += 1),
      settled: () => (commits === 0 ? Promise.resolve() : disk.promise),
      [Symbol.asyncDispose]: async () => database.close(),
    },
  });
  return { storage, disk };
};

const seen = sql`select name from birds`;
const owl = sql`insert into birds (name) values ('owl')`;

/** Whether it has an answer although the disk has not moved. */
const answered = async (promise: Promise<unknown>): Promise<boolean> => {
  let answer = false;
  const note = (): void => {
    answer = true;
  };
  promise.then(note, note);
  for (let i = 0; i < 10; i += 1) await setImmediate();
  return answer;
};

test("where nothing waits for the disk, a read does not either", async () => {
  const { storage } = onASlowDisk();
  expect(await answered(storage.all(seen))).toBe(true);
});

test("a success, what follows it, and whatever can have seen it wait until it is on disk", async () => {
  const { storage, disk } = onASlowDisk();
  const followed: string[] = [];
  const write = storage.write(async (tx) => {
    tx.afterCommit(() => followed.push("owl"));
    return tx.run(owl);
  });
  const read = storage.all(seen);
  const several = storage.read((reader) => reader.first(seen));
  const conflict = storage.write((tx) => tx.run(owl));
  const refusal = storage.write(async (tx) => {
    throw new Error(`there are ${(await tx.all(seen)).length} already`);
  });
  expect(await Promise.all([write, read, several, conflict, refusal].map(answered))).toEqual(
    Array(5).fill(false),
  );
  expect(followed).toEqual([]);
  disk.resolve();
  expect(await write).toBe(1);
  expect(await read).toMatchObject([{ name: "owl" }]);
  expect(await several).toMatchObject({ name: "owl" });
  await expect(conflict).rejects.toThrow("already there");
  await expect(refusal).rejects.toThrow("there are 1 already");
  expect(followed).toEqual(["owl"]);
});
