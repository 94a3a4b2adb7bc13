// What every caller may rely on, on both engines.
import sql from "sql-template-tag";
import { expect, test } from "vitest";
import { writeMeta } from "../../src/storage/meta.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { forEachEngine } from "../harness/engines.ts";

const names = async (storage: Storage): Promise<string[]> =>
  (await storage.all<{ name: string }>(sql`select name from meta order by name`)).map(({ name }) => name);

forEachEngine((engine) => {
  test("a transaction is seen whole after it returns", async () => {
    await using storage = await engine.open();
    const answer = await storage.write(async (tx) => {
      await writeMeta(tx, "a", "1");
      await writeMeta(tx, "b", "2");
      return "done";
    });
    expect(answer).toBe("done");
    expect(await names(storage)).toEqual(["a", "b"]);
  });
});
