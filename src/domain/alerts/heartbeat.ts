// Heartbeats (dead man's switches): when one is missed, and when that is only because nobody could hear it.
import type { Alert, AlertStatus } from "./alert.ts";
import { spoken } from "./spoken-duration.ts";

/** The kind of timer that looks whether one was missed; its key is {@link heartbeatArn}. */
export const missing = "heartbeat-missed";

export const heartbeatSource = "tocsin.heartbeat";

export const heartbeatArn = (account: string, name: string): string =>
  `arn:aws:tocsin::${account}:heartbeat/${name}`;

/** What a person says of it. */
export interface Draft {
  readonly planName: string;
  /** How often it pings, and how much later than that a ping may come: milliseconds. */
  readonly period: number;
  readonly grace: number;
  /** Pings are noted, and nothing is missed. */
  readonly paused: boolean;
}

/** Times are epoch milliseconds. */
export interface Heartbeat extends Draft {
  readonly account: string;
  readonly name: string;
  readonly created: number;
  /** The clock begins with the first ping: a job that was never set up wakes nobody. */
  readonly state: "NEW" | "UP" | "MISSED";
  /** When it came into this state; always later than when it came into the one before. */
  readonly since: number;
  readonly lastPing: number | undefined;
  /** When it will have been missed; undefined while nothing is waited for. */
  readonly deadline: number | undefined;
  /** Whether the deadline has been put off for our own downtime: that is done once, so that a server that starts again and again still pages. */
  readonly postponed: boolean;
  /** What the alerts last heard of it; undefined while they are being told: they may have heard, or not. */
  readonly told: AlertStatus | undefined;
  /** What it said of its own failure. */
  readonly message: string | undefined;
}

export const newHeartbeat = (
  account: string,
  { name, now, ...draft }: Draft & { readonly name: string; readonly now: number },
): Heartbeat => ({
  ...draft,
  account,
  name,
  created: now,
  state: "NEW",
  since: now,
  lastPing: undefined,
  deadline: undefined,
  postponed: false,
  told: "RESOLVED",
  message: undefined,
});

/** A change to what is waited for counts from the last ping, or from the end of a pause; it leaves at least the grace to get used to it. */
export function redrafted(heartbeat: Heartbeat, draft: Draft, now: number): Heartbeat {
  const changed = { ...heartbeat, ...draft };
  if (draft.paused || heartbeat.state !== "UP") return { ...changed, deadline: undefined };
  const from = heartbeat.paused ? now : (heartbeat.lastPing ?? now);
  const deadline = Math.max(from + draft.period + draft.grace, now + draft.grace);
  return { ...changed, deadline, postponed: false };
}

/** It lives: what was missed is over. */
export const pinged = (heartbeat: Heartbeat, now: number): Heartbeat => ({
  ...inState(heartbeat, "UP", now),
  lastPing: now,
  deadline: heartbeat.paused ? undefined : now + heartbeat.period + heartbeat.grace,
});

/** It says itself that something is wrong: nobody waits for the deadline. While it is paused, that is not heard. */
export const failed = (
  heartbeat: Heartbeat,
  { now, message }: { readonly now: number; readonly message?: string | undefined },
): Heartbeat =>
  heartbeat.paused
    ? { ...heartbeat, lastPing: now }
    : { ...inState(heartbeat, "MISSED", now), lastPing: now, message: message ?? "" };

interface Listening {
  readonly now: number;
  /** Since when pings could arrive. */
  readonly since: number;
}

/** Whoever pings once a day cannot be waited for a whole period longer. */
const longestPatience = 3_600_000;

/** What it is now: the same, missed where its deadline has passed, or put off where that may be our own fault. */
export function lookedAt(heartbeat: Heartbeat, listening: Listening): Heartbeat {
  const { deadline, postponed } = heartbeat;
  if (deadline === undefined || listening.now < deadline) return heartbeat;
  const chance = chanceToPing(heartbeat, listening);
  return !postponed && listening.now < chance
    ? { ...heartbeat, deadline: chance, postponed: true }
    : inState(heartbeat, "MISSED", listening.now);
}

/**
 * Until when it has had another chance, where a ping may have been lost because nobody listened: a period (an hour at
 * most) and the grace after we began to. In the past for one that has pinged since.
 */
const chanceToPing = ({ lastPing, period, grace }: Heartbeat, { since }: Listening): number =>
  lastPing !== undefined && lastPing >= since ? 0 : since + Math.min(period, longestPatience) + grace;

const inState = (heartbeat: Heartbeat, state: Heartbeat["state"], now: number): Heartbeat => ({
  ...heartbeat,
  state,
  since: heartbeat.state === state ? heartbeat.since : Math.max(now, heartbeat.since + 1),
  deadline: undefined,
  postponed: false,
  message: undefined,
});

/** What the alerts have not heard yet. */
export function untold(heartbeat: Heartbeat): Alert | undefined {
  const status = heartbeat.state === "MISSED" ? "FIRING" : "RESOLVED";
  return status === heartbeat.told ? undefined : alertOf(heartbeat, status);
}

/** When there is something to do about it. */
export const nextLook = (heartbeat: Heartbeat, now: number): number | undefined =>
  untold(heartbeat) === undefined ? heartbeat.deadline : now;

function alertOf(heartbeat: Heartbeat, status: AlertStatus): Alert {
  const { name, planName, since, lastPing, message } = heartbeat;
  const last = lastPing === undefined ? "never" : new Date(lastPing).toISOString();
  return {
    source: heartbeatSource,
    status,
    key: name,
    time: since,
    title: titleOf(heartbeat, status),
    summary: [message, rule(heartbeat, last)].filter(Boolean).join("\n\n"),
    labels: Object.fromEntries([
      ["heartbeat", name],
      ["lastPing", last],
    ]),
    relatedItems: [],
    payload: {
      heartbeat: name,
      responsePlan: planName,
      status,
      lastPingTime: last,
      ...(message && { message }),
    },
    repeats: false,
    resolves: true,
  };
}

function titleOf({ name, message }: Heartbeat, status: AlertStatus): string {
  if (status === "RESOLVED") return `${name} is heard from again`;
  return message === undefined ? `No heartbeat from ${name}` : `${name} reports a failure`;
}

const rule = ({ name, period, grace }: Heartbeat, last: string): string =>
  `${name} is to ping every ${spoken(period)}, and may be ${spoken(grace)} late. Last heard from: ${last}.`;

/** For a list. */
export function statusOf(heartbeat: Heartbeat, now: number): "NEW" | "UP" | "LATE" | "MISSED" | "PAUSED" {
  const { paused, state, lastPing, period } = heartbeat;
  if (paused) return "PAUSED";
  const isLate = state === "UP" && lastPing !== undefined && now > lastPing + period;
  return isLate ? "LATE" : state;
}
