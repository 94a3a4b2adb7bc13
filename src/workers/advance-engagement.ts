// Looks at an engagement when its time has come: pages whom the plan wants paged, and says when to look again.
import { randomInt } from "node:crypto";
import type { Clock } from "../clock.ts";
import { advance } from "../domain/engagement/advance.ts";
import { pageToSend } from "../domain/engagement/page.ts";
import { type PagingPorts, sending } from "../domain/engagement/store.ts";
import type { Transaction } from "../storage/storage.ts";
import type { Handler } from "../timers/timers.ts";

export interface ToAdvance extends PagingPorts<Transaction> {
  readonly clock: Clock;
  /** Six digits. */
  readonly newCode: () => string;
}

/** From a source that cannot be guessed. */
export const randomCode = (): string => randomInt(1_000_000).toString().padStart(6, "0");

/**
 * The timer's key is the engagement's ARN. Everything is read, decided and written in the one transaction that ends the
 * run. A process that dies before its commit has done nothing, and the timer is there for the next; after it, the timers
 * of the pages and of the next look are there. Nothing lies between.
 */
export const advanceEngagement =
  ({ clock, store, timers, newCode }: ToAdvance): Handler =>
  async ({ kind, key }, run) => {
    await run.finish(async (tx) => {
      const engagement = await store.engagement(tx, key);
      if (engagement === undefined || engagement.ended !== undefined) return;
      const now = clock.now();
      const facts = await store.facts(tx, engagement, now);
      const advanced = advance(engagement, facts, now);
      const { pages, happenings, nextLook } = advanced;
      await store.saveEngagement(tx, advanced.engagement);
      if (pages.length > 0)
        await store.addPages(
          tx,
          pages.map((page) => pageToSend(page, newCode())),
        );
      for (const page of pages) await timers.set(tx, { kind: sending, key: page.arn, due: now });
      if (happenings.length > 0) await store.tell(tx, engagement, { happenings, at: now });
      if (nextLook !== undefined) await timers.set(tx, { kind, key, due: nextLook });
    });
  };
