// The program's log: JSON lines, or readable ones on a terminal.
import { pino, type Logger } from "pino";
import pretty from "pino-pretty";
import type { Config } from "./config.ts";

export function openLog(level: Config["logLevel"]): Logger {
  if (!process.stdout.isTTY) return pino({ level, base: null });
  return pino({ level, base: null }, pretty({ sync: true, ignore: "pid,hostname", translateTime: "HH:MM:ss.l" }));
}
