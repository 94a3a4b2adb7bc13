import { describe, expect, it } from "vitest";
import { readSubject } from "./mail-subject.ts";

/** As each monitor writes them when trouble begins and when it ends. */
const pairs = [
  ["** PROBLEM Service Alert: web01/HTTP is CRITICAL **", "** RECOVERY Service Alert: web01/HTTP is OK **"],
  ["** PROBLEM Host Alert: web01 is DOWN **", "** RECOVERY Host Alert: web01 is UP **"],
  ["[PROBLEM] HTTP on web01 is CRITICAL!", "[RECOVERY] HTTP on web01 is OK!"],
  ["Problem: High CPU utilization", "Resolved in 5m 0s: High CPU utilization"],
  ["Monitor is DOWN: example.com", "Monitor is UP: example.com"],
  ["DOWN | nightly-backup", "UP | nightly-backup"],
  ['ALARM: "checkout latency" in EU (Ireland)', 'OK: "checkout latency" in EU (Ireland)'],
  ["[FIRING:1] HighLatency (web prod)", "[RESOLVED] HighLatency (web prod)"],
  ["[FIRING:2] HighLatency (web prod)", "[RESOLVED:2] HighLatency (web prod)"],
  ["[Triggered] Disk is almost full", "[Recovered] Disk is almost full"],
  ["Re: Problem: Disk", "Resolved: Disk"],
] as const;

describe("the subject of a monitor's mail", () => {
  it.each(pairs)("%s is ended by %s", (begins, ends) => {
    const [begun, ended] = [readSubject(begins), readSubject(ends)];
    expect(begun.meaning).toBe("FIRING");
    expect(ended.meaning).toBe("RESOLVED");
    expect(ended.cause).toBe(begun.cause);
    expect(begun.cause).not.toBe("");
  });

  it.each([
    "Sales are up: have a look",
    "OKR review failed",
    "Upgrade of web01 failed",
    "The resolver is DOWN",
    "Everything is okay? No",
  ])("%s is trouble", (subject) => {
    expect(readSubject(subject).meaning).toBe("FIRING");
  });

  it.each([
    "** ACKNOWLEDGEMENT Service Alert: web01/HTTP is CRITICAL **",
    "[DOWNTIMESTART] HTTP on web01 is CRITICAL!",
    "Updated problem in 2m: High CPU utilization",
  ])("%s is neither", (subject) => {
    expect(readSubject(subject).meaning).toBe("ASIDE");
  });

  it("is shown without replies, tags and asterisks", () => {
    expect(readSubject("Re: Fwd: [ops] ** PROBLEM: web01\r\n is CRITICAL **").title).toBe(
      "PROBLEM: web01 is CRITICAL",
    );
  });

  it("tells troubles of different things apart", () => {
    expect(readSubject("[PROBLEM] HTTP on web01 is CRITICAL!").cause).not.toBe(
      readSubject("[PROBLEM] HTTP on web02 is CRITICAL!").cause,
    );
  });

  it("has the gravest of its words as severity", () => {
    expect(readSubject("WARNING: web01 is CRITICAL").severity).toBe("critical");
    expect(readSubject("The checkout is slow").severity).toBeUndefined();
  });

  it("is read in no time, whatever it is", () => {
    for (const piece of ["re:", "[", "[]", "is up ", "resolved in ", "a-", "*"])
      expect(readSubject(piece.repeat(200_000)).title.length).toBeLessThanOrEqual(500);
  });
});
