// Private files: whole, readable by their owner alone, and the same for everyone who came at once.
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepPrivateFile, readPrivateFile, replacePrivateFile } from "./private-file.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tocsin-private-"));
  path = join(folder, "deeper", "file");
});
afterEach(() => rm(folder, { recursive: true }));

const mode = async (of: string): Promise<number> => (await stat(of)).mode & 0o777;
const names = (): Promise<string[]> => readdir(join(folder, "deeper"));

test.skipIf(process.platform === "win32")(
  "only the owner may read the file, and its new folder",
  async () => {
    await keepPrivateFile(path, () => "content");
    await replacePrivateFile(`${path}2`, "content");
    expect(await Promise.all([mode(path), mode(`${path}2`), mode(join(folder, "deeper"))])).toEqual([
      0o600, 0o600, 0o700,
    ]);
  },
);

test("fifty who keep at once all get the content of one, and nothing else stays behind", async () => {
  const contents = await Promise.all(
    Array.from({ length: 50 }, (_, n) => keepPrivateFile(path, () => `content ${n}`)),
  );
  expect(new Set(contents).size).toBe(1);
  expect(await readFile(path, "utf8")).toBe(contents[0]);
  expect(await names()).toEqual(["file"]);
});

test("a file that is there is kept, and no content is made for it", async () => {
  await keepPrivateFile(path, () => "first");
  const content = vi.fn(() => "second");
  expect(await keepPrivateFile(path, content)).toBe("first");
  expect(content).not.toHaveBeenCalled();
});

test("a draft left by a crash hurts nobody", async () => {
  await replacePrivateFile(path, "first");
  await writeFile(join(folder, "deeper", ".draft-of-a-crash"), "fir");
  expect(await keepPrivateFile(path, () => "second")).toBe("first");
});

test("replacing leaves the new content and nothing else, also when fifty do it at once", async () => {
  await replacePrivateFile(path, "first");
  await Promise.all(Array.from({ length: 50 }, (_, n) => replacePrivateFile(path, `content ${n}`)));
  expect(await readPrivateFile(path)).toMatch(/^content \d+$/);
  expect(await names()).toEqual(["file"]);
});

test("a file that is not there reads as undefined", async () => {
  expect(await readPrivateFile(path)).toBeUndefined();
});
