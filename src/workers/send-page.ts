// Sends a page through its channel, once per attempt as far as that can be promised, and writes down what came of it.
import type { Clock } from "../clock.ts";
import { type Outcome, beginAttempt, concludeAttempt } from "../domain/engagement/attempt.ts";
import type { Engagement } from "../domain/engagement/engagement.ts";
import type { Page } from "../domain/engagement/page.ts";
import type { Message, Recipient, Send, Sent } from "../domain/engagement/sending.ts";
import { type Outgoing, type PagingPorts, sending, wake } from "../domain/engagement/store.ts";
import type { Transaction } from "../storage/storage.ts";
import type { Handler } from "../timers/timers.ts";

export interface ToSendPages extends PagingPorts<Transaction> {
  readonly clock: Clock;
  /** Time as it really passes: a channel's limit holds also where the clock stands still. */
  readonly wall: Clock;
  readonly send: Send;
}

/** How long a channel may take. The time limit of the timer's kind must be longer, or no receipt could be written. */
export const sendingLimit = 30_000;

/**
 * The timer's key is the page's ARN. If the process dies
 * - before the attempt is marked: nothing has happened, the next run begins it;
 * - between the mark and its end: the next run finds the mark, says so in a receipt and sends again under the same key,
 *   so that one crash makes at most one duplicate, and none where the channel knows idempotency;
 * - after the end is committed: receipt, and the timer of the next attempt if there is one, came with it.
 * Whoever answers or stops the engagement before the mark is committed is not paged by this attempt.
 */
export const sendPage =
  (given: ToSendPages): Handler =>
  async (timer, run) => {
    const begun = await run.checkpoint((tx) => begin(given, tx, timer.key));
    if (begun === undefined) {
      await run.finish();
      return;
    }
    run.signal.throwIfAborted();
    const { to } = begun;
    const sent = await sendInTime(given, messageOf(begun), run.signal);
    await run.finish(async (tx) => {
      const outgoing = await given.store.outgoing(tx, timer.key);
      if (outgoing === undefined) return;
      const { engagement, page } = outgoing;
      const outcome = concludeAttempt({ page, to, sent }, given.clock.now());
      if (outcome !== undefined) await keep(given, tx, { engagement, outcome });
    });
  };

interface Begun extends Outgoing {
  readonly to: Recipient;
}

/** Marks the attempt, and answers with what is to be sent: undefined when there is nothing. */
async function begin(given: ToSendPages, tx: Transaction, arn: string): Promise<Begun | undefined> {
  const outgoing = await given.store.outgoing(tx, arn);
  if (outgoing === undefined) return undefined;
  const { engagement, to } = outgoing;
  const outcome = beginAttempt(outgoing, given.clock.now());
  if (outcome === undefined) return undefined;
  await keep(given, tx, { engagement, outcome });
  const { page } = outcome;
  return to !== undefined && page.state === "due" ? { ...outgoing, to, page } : undefined;
}

const messageOf = ({ page, engagement, text, to }: Begun): Message => ({
  page: page.arn,
  engagement: engagement.arn,
  incident: engagement.incident,
  code: page.code,
  key: page.key,
  to,
  text,
});

/** Never fails: a channel that throws, or gives no answer in time, may have sent all the same. */
async function sendInTime({ wall, send }: ToSendPages, message: Message, run: AbortSignal): Promise<Sent> {
  const tooLate = Promise.withResolvers<Sent>();
  const trying = new AbortController();
  const abandon = (): void => trying.abort();
  run.addEventListener("abort", abandon, { once: true });
  const cancel = wall.alarm(wall.now() + sendingLimit, () => {
    tooLate.resolve({ outcome: "failed", said: noAnswer, uncertain: true });
    abandon();
  });
  try {
    return await Promise.race([send(message, trying.signal), tooLate.promise]);
  } catch (error) {
    const said = error instanceof Error ? error.message : "the channel failed without a word";
    return { outcome: "failed", said, uncertain: true };
  } finally {
    cancel();
    run.removeEventListener("abort", abandon);
  }
}

const noAnswer = `no answer within ${sendingLimit / 1000} seconds`;

/** Writes down what became of an attempt, and sees to it that what follows will come. */
async function keep(
  given: ToSendPages,
  tx: Transaction,
  { engagement, outcome }: { readonly engagement: Engagement; readonly outcome: Outcome },
): Promise<void> {
  const { clock, store, timers } = given;
  const { page, receipts, happenings } = outcome;
  const now = clock.now();
  await store.savePage(tx, page);
  if (receipts.length > 0) await store.addReceipts(tx, receipts);
  if (happenings.length > 0) await store.tell(tx, engagement, { happenings, at: now });
  if (isToBeTriedAgain(page)) await timers.set(tx, { kind: sending, key: page.arn, due: page.due });
  if (page.state !== "due" && engagement.ended === undefined) await settle(given, tx, { engagement, now });
}

const isToBeTriedAgain = ({ state, begun }: Page): boolean => state === "due" && !begun;

/**
 * An engagement that waits for nothing but its pages is looked at. One that has a look to come is written all the same:
 * that look may be under way, and have seen the page unsettled.
 */
async function settle(
  given: ToSendPages,
  tx: Transaction,
  { engagement, now }: { readonly engagement: Engagement; readonly now: number },
): Promise<void> {
  const { arn, progress } = engagement;
  const { nextLook = now } = progress;
  await given.store.saveEngagement(tx, { ...engagement, progress: { ...progress, nextLook } });
  if (progress.nextLook === undefined) await wake(given, tx, { engagement: arn, now });
}
