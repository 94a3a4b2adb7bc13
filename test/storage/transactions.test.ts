// What every caller of the storage may rely on, on both engines.
import sql, { raw } from "sql-template-tag";
import { expect, test } from "vitest";
import { readMeta, writeMeta } from "../../src/storage/meta.ts";
import { StorageUnavailable, UniqueViolation, type Storage } from "../../src/storage/storage.ts";
import { forEachEngine } from "../harness/engines.ts";

const names = async (storage: Storage): Promise<string[]> =>
  (await storage.all<{ name: string }>(sql`select name from meta order by name`)).map(({ name }) => name);

const add = (storage: Storage, name: string): Promise<void> =>
  storage.write((tx) => writeMeta(tx, name, "there"));

forEachEngine((engine) => {
  test("a transaction is seen whole once it has returned", async () => {
    await using storage = await engine.open();
    const answer = await storage.write(async (tx) => {
      await writeMeta(tx, "a", "1");
      await writeMeta(tx, "b", "2");
      return "done";
    });
    expect(answer).toBe("done");
    expect(await names(storage)).toEqual(["a", "b"]);
  });

  test("what is written is there after the database was closed and opened again", async () => {
    const place = await engine.place();
    {
      await using storage = await engine.open(place);
      await add(storage, "kept");
    }
    await using storage = await engine.open(place);
    expect(await names(storage)).toEqual(["kept"]);
  });

  test("a body that throws leaves nothing behind, and its error comes out as it is", async () => {
    await using storage = await engine.open();
    const reason = new Error("not now");
    const attempt = storage.write(async (tx) => {
      await writeMeta(tx, "a", "1");
      throw reason;
    });
    await expect(attempt).rejects.toBe(reason);
    expect(await names(storage)).toEqual([]);
  });

  test("a statement that failed ends its transaction, even when the body goes on", async () => {
    await using storage = await engine.open();
    await add(storage, "taken");
    const attempt = storage.write(async (tx) => {
      await writeMeta(tx, "before", "1");
      await tx.run(sql`insert into meta (name, value) values ('taken', 'again')`).catch(() => undefined);
      return "all is well";
    });
    await expect(attempt).rejects.toBeInstanceOf(UniqueViolation);
    expect(await names(storage)).toEqual(["taken"]);
  });

  test("of fifty that insert the same key, one does", async () => {
    await using storage = await engine.open();
    const inserted = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        storage.write((tx) =>
          tx.run(sql`insert into meta (name, value) values ('one', ${String(i)}) on conflict do nothing`),
        ),
      ),
    );
    expect(inserted.filter((rows) => rows === 1)).toHaveLength(1);
    expect(await names(storage)).toEqual(["one"]);
  });

  test("of fifty that add one to what they read, none is lost", async () => {
    await using storage = await engine.open();
    await storage.write((tx) => writeMeta(tx, "sum", "0"));
    await Promise.all(
      Array.from({ length: 50 }, () =>
        storage.write(async (tx) => writeMeta(tx, "sum", String(Number(await readMeta(tx, "sum")) + 1))),
      ),
    );
    expect(await readMeta(storage, "sum")).toBe("50");
  });

  test("several reads are of one moment", async () => {
    await using storage = await engine.open();
    const writing = Array.from({ length: 30 }, (_, i) => add(storage, `name ${i}`));
    const counts = await Promise.all(
      Array.from({ length: 30 }, () =>
        storage.read(async (reader) => {
          const first = await reader.all(sql`select name from meta`);
          const second = await reader.all(sql`select name from meta`);
          return [first.length, second.length];
        }),
      ),
    );
    await Promise.all(writing);
    for (const [first, second] of counts) expect(second).toBe(first);
  });

  test("what should follow a commit follows it, in order, and only a commit", async () => {
    await using storage = await engine.open();
    const heard: unknown[] = [];
    const stop = storage.listen("news", (detail) => heard.push(detail));
    const refused = storage.write(async (tx) => {
      tx.afterCommit(() => heard.push("never"));
      tx.announce("news", "never");
      throw new Error("not now");
    });
    await expect(refused).rejects.toThrow("not now");
    await storage.write(async (tx) => {
      tx.afterCommit(() => heard.push("first"));
      tx.announce("news", "second");
      tx.announce("other news", "unheard");
      expect(heard).toEqual([]);
    });
    expect(heard).toEqual(["first", "second"]);
    stop();
    await storage.write(async (tx) => tx.announce("news", "too late"));
    expect(heard).toEqual(["first", "second"]);
  });

  test("a failure of what follows a commit does not undo the answer", async () => {
    await using storage = await engine.open();
    const answer = storage.write(async (tx) => {
      tx.afterCommit(() => {
        throw new Error("a listener broke");
      });
      await writeMeta(tx, "a", "1");
      return "done";
    });
    await expect(answer).resolves.toBe("done");
    expect(await names(storage)).toEqual(["a"]);
  });

  test("the storage refuses to be used inside its own transaction, where it would wait for itself", async () => {
    await using storage = await engine.open();
    const inside = "inside a transaction";
    await expect(storage.write(() => add(storage, "a"))).rejects.toThrow(inside);
    await expect(storage.write(() => names(storage))).rejects.toThrow(inside);
    await expect(storage.read(() => storage.ping())).rejects.toThrow(inside);
    await add(storage, "after");
    expect(await names(storage)).toEqual(["after"]);
  });

  test("a transaction cannot be used after its end", async () => {
    await using storage = await engine.open();
    const kept = await storage.write(async (tx) => ({ tx }));
    await expect(writeMeta(kept.tx, "late", "1")).rejects.toThrow("has ended");
    expect(await names(storage)).toEqual([]);
  });

  test("only a transaction that writes can write", async () => {
    await using storage = await engine.open();
    const insert = sql`insert into meta (name, value) values ('a', '1') returning name`;
    await expect(storage.all(insert)).rejects.toThrow(/read-?only/);
    await expect(storage.read((reader) => reader.all(insert))).rejects.toThrow(/read-?only/);
    expect(await names(storage)).toEqual([]);
  });

  test("numbers come back as numbers: times, counts, sums, and what is computed of them", async () => {
    await using storage = await engine.open();
    const due = 1_800_000_000_000;
    await storage.write((tx) =>
      tx.run(sql`
        insert into timers (id, kind, key, due, payload, state, fence, attempts, lease_until)
        values ('1', 'k', 'k', ${due}, '{}', 'pending', 1, 0, 0)`),
    );
    const row = await storage.first(sql`
      select due, count(*) as counted, sum(due) as summed, max(due) + ${1} as next from timers group by due`);
    expect({ ...(row as object) }).toEqual({ due, counted: 1, summed: due, next: due + 1 });
  });

  test("text is ordered by its bytes, so that pages by key are the same everywhere", async () => {
    await using storage = await engine.open();
    const inOrder = ["-", "Z", "a", "a-b", "aB", "ab", "b", "z", "ä", "Ω", "€", "😀"];
    await storage.write(async (tx) => {
      for (const name of inOrder.toReversed()) await writeMeta(tx, name, "");
    });
    expect(await names(storage)).toEqual(inOrder);
    const after = await storage.all<{ name: string }>(
      sql`select name from meta where name > ${"aB"} order by name limit ${2}`,
    );
    expect(after.map(({ name }) => name)).toEqual(["ab", "b"]);
  });

  test("more different statements than are kept prepared go well", async () => {
    await using storage = await engine.open();
    await add(storage, "a");
    for (let i = 0; i < 600; i += 1)
      expect(await storage.all(sql`select name from meta where ${raw(`${i} = ${i}`)}`)).toHaveLength(1);
  });

  test("a mistake in a statement is not taken for a database that is away", async () => {
    await using storage = await engine.open();
    const mistake = await storage.all(sql`select name from nowhere`).catch((error: unknown) => error);
    expect(mistake).not.toBeInstanceOf(StorageUnavailable);
    expect(String(mistake)).toContain("nowhere");
  });

  test("a closed storage says that it is unavailable, and can be closed again", async () => {
    const storage = await engine.open();
    await storage.ping();
    await storage[Symbol.asyncDispose]();
    await storage[Symbol.asyncDispose]();
    await expect(storage.ping()).rejects.toBeInstanceOf(StorageUnavailable);
    await expect(add(storage, "a")).rejects.toBeInstanceOf(StorageUnavailable);
  });
});
