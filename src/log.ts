// The program's log: JSON lines, or readable ones on a terminal.
import { pino, type Logger } from "pino";
import type { Config } from "./config.ts";

export async function openLog(level: Config["logLevel"]): Promise<Logger> {
  const options = { level, base: null };
  if (!process.stdout.isTTY) return pino(options);
  // Loaded where it is used: a server without a terminal starts without it.
  const { default: pretty } = await import("pino-pretty");
  return pino(options, pretty({ sync: true, translateTime: "HH:MM:ss.l" }));
}
