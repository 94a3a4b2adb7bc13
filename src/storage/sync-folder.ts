// Puts the names of new files on disk: syncing a file alone does not.
import { open } from "node:fs/promises";

export async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder, and needs not: NTFS keeps a journal of names.
  if (process.platform === "win32") return;
  await using folder = await open(path, "r");
  await folder.sync();
}
