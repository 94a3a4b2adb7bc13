// One attempt to send a page: whether it may begin, and what its end means. Decided under the lock of the engagement.
import type { Happening } from "../timeline.ts";
import { type Silence, reasonForSilence } from "./engagement.ts";
import { pageFailed, pageSent } from "./happenings.ts";
import type { Page } from "./page.ts";
import { type Receipt, plain, sentence, whenNext, whoAndWhere } from "./receipt.ts";
import { nextAttempt } from "./retry.ts";
import type { Recipient, Sent } from "./sending.ts";
import type { Outgoing } from "./store.ts";

/** A change of the page, with what it leaves behind. */
export interface Outcome {
  readonly page: Page;
  readonly receipts: readonly Receipt[];
  readonly happenings: readonly Happening[];
}

/** After so many runs that ended without a word the page itself is suspected of ending them. */
export const mostInterruptions = 5;

/**
 * Only the run that holds the page's timer may ask, so an attempt that has begun already was interrupted.
 * @returns the page is to be sent now if it is still `due`; undefined when it was settled before
 */
export function beginAttempt(
  { page, engagement, to }: Pick<Outgoing, "page" | "engagement" | "to">,
  now: number,
): Outcome | undefined {
  if (page.state !== "due") return undefined;
  if (page.delivered === true) return deliveredBefore(page, now);
  const receipts = page.begun ? [interruption(page, now)] : [];
  const silence = reasonForSilence(engagement, page.contact);
  if (silence !== undefined) return drop(page, { receipts, silence, now });
  const interruptions = page.interruptions + receipts.length;
  const mayHaveArrived = page.mayHaveArrived === true || receipts.length > 0;
  const begun: Page = {
    ...page,
    begun: true,
    interruptions,
    mayHaveArrived,
    firstTried: page.firstTried ?? now,
  };
  if (interruptions >= mostInterruptions) return giveUp(begun, { receipts, reason: crashing, now });
  if (to?.activated !== true) return giveUp(begun, { receipts, reason: closed, now });
  return { page: begun, receipts, happenings: [] };
}

/** An attempt that failed by all we heard of it has arrived after all. */
const deliveredBefore = (page: Page, at: number): Outcome => ({
  page: { ...page, state: "sent", begun: false },
  receipts: [{ page: page.arn, type: "SENT", at, info: "It was delivered, so it is not sent again." }],
  happenings: [pageSent(page)],
});

const crashing = "every attempt was interrupted, so it is not tried again";
const closed = "the channel is not activated, or not there any more";

/** The attempt before was begun and never ended: nobody knows whether it arrived. */
const interruption = (page: Page, at: number): Receipt => ({
  page: page.arn,
  type: "ERROR",
  at,
  info: `Attempt ${page.attempt} was interrupted before the answer came; it may have arrived.`,
});

const silences: Record<Silence, string> = {
  answered: "somebody has answered",
  "answered by themselves": "they have answered",
  stopped: "the engagement was stopped",
  resolved: "the incident is resolved",
  "ran out": "the engagement is over",
};

const drop = (
  page: Page,
  {
    receipts,
    silence,
    now,
  }: { readonly receipts: readonly Receipt[]; readonly silence: Silence; readonly now: number },
): Outcome => ({
  page: { ...page, state: "dropped", begun: false },
  receipts: [
    ...receipts,
    { page: page.arn, type: "STOP", at: now, info: `Not sent any more: ${silences[silence]}.` },
  ],
  happenings: [],
});

const giveUp = (
  page: Page,
  {
    receipts,
    reason,
    now,
  }: { readonly receipts: readonly Receipt[]; readonly reason: string; readonly now: number },
): Outcome => ({
  page: { ...page, state: "given up", begun: false },
  receipts: [...receipts, { page: page.arn, type: "ERROR", at: now, info: `Not sent: ${reason}.` }],
  happenings: [pageFailed(page, { reason, nextAttempt: undefined })],
});

/** @returns undefined when the page was settled before */
export function concludeAttempt(
  { page, to, sent }: { readonly page: Page; readonly to: Recipient; readonly sent: Sent },
  now: number,
): Outcome | undefined {
  if (page.state !== "due") return undefined;
  return sent.outcome === "sent" ? arrived(page, { to, sent, now }) : failed(page, { to, sent, now });
}

interface Ending<S extends Sent["outcome"]> {
  readonly to: Recipient;
  readonly sent: Extract<Sent, { outcome: S }>;
  readonly now: number;
}

const arrived = (page: Page, { to, sent, now }: Ending<"sent">): Outcome => ({
  page: { ...page, state: "sent", begun: false },
  receipts: [{ page: page.arn, type: "SENT", at: now, info: plain(`${sent.said} (${whoAndWhere(to)})`) }],
  happenings: [pageSent(page)],
});

function failed(page: Page, { to, sent, now }: Ending<"failed">): Outcome {
  const reason = plain(sent.said, 1000);
  const { attempt, retryEvery, firstTried = now } = page;
  const next = sent.permanent === true ? undefined : nextAttempt({ attempt, firstTried, retryEvery }, now);
  const info = plain(
    `Attempt ${attempt} to reach ${whoAndWhere(to)} failed: ${sentence(reason)} ${whenNext(next)}`,
  );
  return {
    page: afterFailure(page, { next, uncertain: sent.uncertain === true }),
    receipts: [{ page: page.arn, type: "ERROR", at: now, info }],
    happenings: [pageFailed(page, { reason, nextAttempt: next })],
  };
}

function afterFailure(
  page: Page,
  { next, uncertain }: { readonly next: number | undefined; readonly uncertain: boolean },
): Page {
  if (next === undefined) return { ...page, state: "given up", begun: false };
  const attempt = page.attempt + 1;
  const mayHaveArrived = page.mayHaveArrived === true || uncertain;
  const key = mayHaveArrived ? page.key : `${page.arn}#${attempt}`;
  return { ...page, attempt, due: next, begun: false, mayHaveArrived, key };
}
