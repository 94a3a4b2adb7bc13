// A file that a command is given, or what comes in by the pipe.
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { CommandFailed } from "./settings.ts";

/** @param file `-` for the pipe. @throws {CommandFailed} */
export const textOf = (file: string): Promise<string> =>
  file === "-"
    ? text(process.stdin)
    : readFile(file, "utf8").catch((cause: unknown) => {
        throw new CommandFailed(`${file} is no file that can be read.`, { cause });
      });

/** @throws {CommandFailed} */
export async function jsonOf(file: string): Promise<unknown> {
  const content = await textOf(file);
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new CommandFailed(`${file === "-" ? "What came in" : file} is no JSON.`, { cause });
  }
}
