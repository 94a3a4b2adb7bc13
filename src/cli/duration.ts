// A length of time as it is typed: 90s, 30m, 24h, 7d.
import { CommandFailed } from "./settings.ts";

const seconds: ReadonlyMap<string, number> = new Map([
  ["s", 1],
  ["m", 60],
  ["h", 3_600],
  ["d", 86_400],
]);

/** @throws {CommandFailed} */
export function secondsOf(text: string): number {
  const [, count, unit = ""] = /^(\d{1,7})([smhd])$/.exec(text) ?? [];
  const length = seconds.get(unit);
  if (length !== undefined) return Number(count) * length;
  throw new CommandFailed(`${text} is no duration such as 90s, 30m, 24h or 7d.`);
}
