// Escalation as a pure machine: what an engagement does now, and when it wants to be looked at again.
import type { Happening } from "../timeline.ts";
import type { Ended, Engagement } from "./engagement.ts";
import { escalate } from "./escalate.ts";
import type { Facts } from "./facts.ts";
import { ranOut } from "./happenings.ts";
import { type Look, beginLook, isAnsweredNow, progressOf } from "./look.ts";
import type { NewPage } from "./page.ts";
import { pagePeople } from "./page-people.ts";

/** What one look at an engagement came to. All of it is to be kept in one transaction. */
export interface Advanced {
  /** With its progress, and ended if it has. */
  readonly engagement: Engagement;
  /** To be sent at once. */
  readonly pages: readonly NewPage[];
  /** For the timeline of the incident. */
  readonly happenings: readonly Happening[];
  /** Epoch milliseconds; undefined when it has ended, and while it only waits for its pages to be sent. */
  readonly nextLook: number | undefined;
}

/** A round begins no sooner than this after the one before, so that plans without any duration do not repeat at once. */
export const shortestRound = 60_000;

/**
 * Total: for any engagement, facts and time there is an answer. Looking too early or too often does no harm; a look that
 * comes late does what is due and lets the waits begin now, so that everybody has their whole time to answer.
 * @param now epoch milliseconds
 */
export function advance(engagement: Engagement, facts: Facts, now: number): Advanced {
  if (engagement.ended !== undefined) return { engagement, pages: [], happenings: [], nextLook: undefined };
  const look = beginLook(engagement, facts, now);
  goOn(look);
  const next = nextRound(look);
  if (next !== undefined && next <= now) {
    beginRound(look);
    goOn(look);
  }
  return conclude(look);
}

/** First everybody is engaged, then everybody is paged; nobody is paged any more once it is answered. */
function goOn(look: Look): void {
  if (!isAnsweredNow(look)) escalate(look);
  if (!isAnsweredNow(look)) pagePeople(look);
}

const isWalking = (look: Look): boolean => look.place !== undefined || look.walks.length > 0;

/** When the next round may begin: undefined while this one lasts, and after the last. */
function nextRound(look: Look): number | undefined {
  if (isAnsweredNow(look) || isWalking(look) || look.round >= look.engagement.plan.rounds) return undefined;
  return look.round === 0 ? look.engagement.started : look.roundBegan + shortestRound;
}

function beginRound(look: Look): void {
  look.round += 1;
  look.roundBegan = look.now;
  look.place = { next: 0, due: look.now };
}

function conclude(look: Look): Advanced {
  const ended = endOf(look);
  if (ended?.why === "ran out") look.happenings.push(ranOut(look.engagement));
  const nextLook = ended === undefined ? soonest(look) : undefined;
  return {
    engagement: { ...look.engagement, people: look.people, progress: progressOf(look, nextLook), ended },
    pages: look.pages,
    happenings: look.happenings,
    nextLook,
  };
}

function endOf(look: Look): Ended | undefined {
  if (isAnsweredNow(look)) return { at: look.now, why: "answered" };
  if (isWalking(look) || nextRound(look) !== undefined || isSending(look)) return undefined;
  return { at: look.now, why: "ran out" };
}

/** Pages that failed are tried again as long as nobody has answered, so there may still be something to wait for. */
function isSending({ pages, facts, answered }: Look): boolean {
  return pages.length > 0 || [...facts.unsent].some((contact) => !answered.has(contact));
}

function soonest(look: Look): number | undefined {
  const dues = [look.place?.due, nextRound(look), ...look.walks.map((walk) => walk.place.due)];
  return dues.reduce((first, due) => (first === undefined || (due ?? first) < first ? due : first));
}
