import { describe, expect, it } from "vitest";
import {
  failed,
  type Heartbeat,
  lookedAt,
  newHeartbeat,
  pinged,
  redrafted,
  statusOf,
  untold,
} from "./heartbeat.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.parse("2026-11-23T03:00:00Z");
const draft = { planName: "web", period: day, grace: hour, paused: false };
const fresh = newHeartbeat("111122223333", { ...draft, name: "backup", now: start });
const up = pinged(fresh, start);
const longAgo = start - day;
const look = (heartbeat: Heartbeat, now: number, since = longAgo) => lookedAt(heartbeat, { now, since });

describe("a heartbeat", () => {
  it("is not waited for until its first ping", () => {
    expect(look(fresh, start + 100 * day)).toBe(fresh);
    expect(statusOf(fresh, start + 100 * day)).toBe("NEW");
  });

  it("is late after its period, and missed after the grace, not a moment before", () => {
    const deadline = start + day + hour;
    expect(up.deadline).toBe(deadline);
    expect(statusOf(up, start + day + 1)).toBe("LATE");
    expect(look(up, deadline - 1).state).toBe("UP");
    const missed = look(up, deadline);
    expect(missed.state).toBe("MISSED");
    expect(untold(missed)).toMatchObject({
      status: "FIRING",
      key: "backup",
      title: "No heartbeat from backup",
    });
    expect(untold(missed)?.summary).toBe(
      "backup is to ping every 1 day, and may be 1 hour late. Last heard from: 2026-11-23T03:00:00.000Z.",
    );
  });

  it("is told once, and its end once", () => {
    const missed = look(up, start + 2 * day);
    const told: Heartbeat = { ...missed, told: "FIRING" };
    expect(untold(told)).toBeUndefined();
    const back = pinged(told, start + 3 * day);
    expect(untold(back)).toMatchObject({ status: "RESOLVED", title: "backup is heard from again" });
    expect(untold({ ...back, told: "RESOLVED" })).toBeUndefined();
  });

  it("is told again where nobody knows whether that was heard", () => {
    const telling: Heartbeat = { ...look(up, start + 2 * day), told: undefined };
    expect(untold(telling)).toMatchObject({ status: "FIRING" });
    expect(untold(pinged(telling, start + 2 * day))).toMatchObject({ status: "RESOLVED" });
  });

  it("changes its state at a later time each time, even within a millisecond", () => {
    const states = [up, failed(up, { now: start }), pinged(failed(up, { now: start }), start)];
    const times = states.map(({ since }) => since);
    expect(new Set(times).size).toBe(3);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });

  it("opens at once when it says itself that something is wrong, in its words", () => {
    expect(untold(failed(up, { now: start + 1, message: "disk full" }))).toMatchObject({
      status: "FIRING",
      title: "backup reports a failure",
      summary: expect.stringContaining("disk full"),
    });
  });

  it("is not missed for our own downtime: it gets another chance, once", () => {
    const restarted = start + day + 2 * hour;
    const postponed = look(up, restarted, restarted);
    expect(postponed).toMatchObject({ state: "UP", deadline: restarted + 2 * hour, postponed: true });
    const again = postponed.deadline ?? 0;
    expect(look(postponed, again, again - minute).state).toBe("MISSED");
  });

  it("is waited for a period and the grace after a start, for short periods", () => {
    const often = pinged(redrafted(up, { ...draft, period: 5 * minute, grace: minute }, start), start);
    const restarted = start + 5 * minute;
    const postponed = look(often, start + 6 * minute, restarted);
    expect(postponed.deadline).toBe(restarted + 6 * minute);
    expect(pinged(postponed, restarted + minute)).toMatchObject({ postponed: false });
  });

  it("is missed at once where it could have pinged since the start", () => {
    const heard = pinged(up, start + day);
    expect(look(heard, start + 2 * day + hour, start + day).state).toBe("MISSED");
  });

  it("is heard and not missed while it is paused, and has its whole period afterwards", () => {
    const paused = redrafted(up, { ...draft, paused: true }, start);
    expect(look(paused, start + 100 * day)).toBe(paused);
    expect(statusOf(paused, start)).toBe("PAUSED");
    expect(failed(paused, { now: start + 1 }).state).toBe("UP");
    const resumed = redrafted(paused, draft, start + 10 * day);
    expect(resumed.deadline).toBe(start + 11 * day + hour);
  });

  it("leaves at least the grace when it is to ping more often", () => {
    const changed = redrafted(up, { ...draft, period: minute }, start + 5 * hour);
    expect(changed.deadline).toBe(start + 6 * hour);
  });
});
