// The secret key: made once, found again, and never replaced by another without a word.
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findSecretKey, NoSecretKey, openSecretKey } from "./secret-key-file.ts";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "tocsin-key-"));
});
afterEach(() => rm(dataDir, { recursive: true }));

const setting = undefined;
const file = (): string => join(dataDir, "secret.key");

test("the first start makes a key, and every later one finds the same", async () => {
  const key = await openSecretKey({ setting, dataDir });
  expect(await openSecretKey({ setting, dataDir })).toEqual(key);
  expect(await findSecretKey({ setting, dataDir })).toEqual(key);
  expect(await readFile(file(), "utf8")).toMatch(/^[\w+/]{43}=\n$/);
});

test("starts that race come to the same key", async () => {
  const keys = await Promise.all(Array.from({ length: 20 }, () => openSecretKey({ setting, dataDir })));
  expect(new Set(keys.map((key) => key.id)).size).toBe(1);
});

test("a key in the settings is used, and no file is made", async () => {
  const given = { setting: "a passphrase for tests", dataDir };
  expect((await openSecretKey(given)).id).toBe((await findSecretKey(given))?.id);
  expect(await readdir(dataDir)).toEqual([]);
});

test("a setting that is no key is refused with what is expected", async () => {
  await expect(openSecretKey({ setting: " too short        ", dataDir })).rejects.toThrow(
    "TOCSIN_SECRET_KEY is not a key, expected 32 bytes as base64 or hex",
  );
});

test("looking for a key makes none", async () => {
  expect(await findSecretKey({ setting, dataDir })).toBeUndefined();
  expect(await readdir(dataDir)).toEqual([]);
});

test.each(["", "AAAA", "a passphrase is no key in a file"])(
  "a damaged key file (%j) is reported, not replaced and not taken for a passphrase",
  async (content) => {
    await writeFile(file(), content, { mode: 0o600 });
    await expect(openSecretKey({ setting, dataDir })).rejects.toThrow(NoSecretKey);
    expect(await readFile(file(), "utf8")).toBe(content);
  },
);

test("a folder that takes no files is reported", async () => {
  await writeFile(join(dataDir, "a-file"), "");
  await expect(openSecretKey({ setting, dataDir: join(dataDir, "a-file") })).rejects.toThrow(
    "TOCSIN_SECRET_KEY would take its place",
  );
});

test.skipIf(process.platform === "win32")("a key file that everyone may read is refused", async () => {
  await openSecretKey({ setting, dataDir });
  await chmod(file(), 0o644);
  await expect(openSecretKey({ setting, dataDir })).rejects.toThrow("chmod 600");
  await chmod(file(), 0o640);
  await expect(openSecretKey({ setting, dataDir })).resolves.toBeDefined();
});
