// Who is who: the users of a Slack workspace that are contacts in Tocsin, as they are named when a channel is bound.

const most = 200;

/** Aliases by Slack's ids, from `U0123=alice,U0456=bob`; undefined where it is no such list. */
export function readSlackUsers(text: string): ReadonlyMap<string, string> | undefined {
  const pairs = text
    .split(",")
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "")
    .map((pair) => /^([UW][A-Z0-9]{2,20})=([a-z0-9_-]{1,255})$/u.exec(pair));
  if (pairs.length > most || pairs.includes(null)) return undefined;
  return new Map(
    pairs.flatMap((found) => (found === null ? [] : [[found[1] ?? "", found[2] ?? ""] as const])),
  );
}
