// The timers of paging, as a runner is to be told of them.
import { advancing, sending } from "../domain/engagement/store.ts";
import type { BackOff } from "../timers/back-off.ts";
import type { Kinds } from "../timers/kinds.ts";
import { type ToAdvance, advanceEngagement } from "./advance-engagement.ts";
import { type ToSendPages, sendPage } from "./send-page.ts";

/** A page is a promise: its timers are never given up, and no try waits long for the next. */
export const pagingBackOff: BackOff = { first: 500, longest: 15_000 };

export const pagingKinds = (given: ToAdvance & ToSendPages): Kinds => ({
  [advancing]: { run: advanceEngagement(given), attempts: Infinity, backOff: pagingBackOff },
  [sending]: { run: sendPage(given), attempts: Infinity, backOff: pagingBackOff, timeLimit: 60_000 },
});
