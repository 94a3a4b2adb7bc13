// Small files that only their owner may read, whole at every moment: after a crash there is the old content or the new.
import { randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { syncFolder } from "./sync-folder.ts";

/**
 * Makes the file if it is not there. Of several at once, also in other processes, one makes it and all read the same.
 *
 * @returns what the file holds
 */
export async function keepPrivateFile(path: string, content: () => string): Promise<string> {
  const found = await readPrivateFile(path);
  if (found !== undefined) return found;
  await withDraft(path, content(), async (draft) => {
    // Unlike a rename, a link never takes the place of a file that is there.
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  });
  return readFile(path, "utf8");
}

/** Makes the file, or puts the content in the place of what it held. */
export async function replacePrivateFile(path: string, content: string): Promise<void> {
  if ((await readPrivateFile(path)) === content) return;
  await withDraft(path, content, (draft) => rename(draft, path));
}

/** @returns undefined where there is no such file */
export const readPrivateFile = (path: string): Promise<string | undefined> =>
  readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });

/** Writes a draft beside the file, on disk before `use` gives it its name; then that name is put on disk too. */
async function withDraft(
  path: string,
  content: string,
  use: (draft: string) => Promise<void>,
): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.draft-${randomUUID()}`);
  try {
    await writeDurably(draft, content);
    await use(draft);
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(folder);
}

async function writeDurably(path: string, content: string): Promise<void> {
  await using file = await open(path, "wx", 0o600);
  await file.writeFile(content);
  await file.sync();
}
