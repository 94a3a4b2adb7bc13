// What paging asks of the storage and of the timers, all within the caller's transaction. `Tx` is whatever that is.
import type { Happening } from "../timeline.ts";
import type { Engagement } from "./engagement.ts";
import type { Facts } from "./facts.ts";
import type { Page } from "./page.ts";
import type { Receipt } from "./receipt.ts";
import type { Recipient, Text } from "./sending.ts";

/**
 * Whatever changes an engagement or a page of it locks the engagement first and its timers after it, so that no two
 * transactions wait for each other in a circle. A transaction may see the moment in which it began: so who settles a
 * page also writes the engagement, and a look at the same time, which has seen the page unsettled, has to run again.
 */
export interface EngagementStore<Tx> {
  /** Locked until the end of the transaction. */
  readonly engagement: (tx: Tx, arn: string) => Promise<Engagement | undefined>;
  /** Keeps progress, people, answers and end; its plan never changes. */
  readonly saveEngagement: (tx: Tx, engagement: Engagement) => Promise<void>;
  /** As of `now` (epoch milliseconds), through this transaction's eyes. */
  readonly facts: (tx: Tx, engagement: Engagement, now: number) => Promise<Facts>;
  /** The ARNs of the engagements for the incident that have not ended. */
  readonly openEngagements: (tx: Tx, incident: string) => Promise<readonly string[]>;
  /** Pages that are there already stay as they are. */
  readonly addPages: (tx: Tx, pages: readonly Page[]) => Promise<void>;
  /** The engagement locked as by {@link EngagementStore.engagement}; the channel as it is now. */
  readonly outgoing: (tx: Tx, page: string) => Promise<Outgoing | undefined>;
  readonly savePage: (tx: Tx, page: Page) => Promise<void>;
  readonly addReceipts: (tx: Tx, receipts: readonly Receipt[]) => Promise<void>;
  /** On the timeline of the engagement's incident; nowhere when it has none. */
  readonly tell: (tx: Tx, engagement: Engagement, told: Told) => Promise<void>;
}

export interface Told {
  readonly happenings: readonly Happening[];
  /** Epoch milliseconds. */
  readonly at: number;
}

/** A page with all that sending it takes. */
export interface Outgoing {
  readonly page: Page;
  readonly engagement: Engagement;
  readonly text: Text;
  /** Undefined when the channel is not there any more. */
  readonly to: Recipient | undefined;
}

export interface PagingTimers<Tx> {
  /** Replaces the one of the same kind and key. */
  readonly set: (
    tx: Tx,
    timer: { readonly kind: string; readonly key: string; readonly due: number; readonly payload?: unknown },
  ) => Promise<void>;
  readonly cancel: (tx: Tx, kind: string, key: string) => Promise<void>;
}

export interface PagingPorts<Tx> {
  readonly store: EngagementStore<Tx>;
  readonly timers: PagingTimers<Tx>;
}

/** The kinds of timers: the key of the first is an engagement's ARN, of the second a page's. */
export const advancing = "advance-engagement";
export const sending = "send-page";

/** Has the engagement looked at now; a look that is under way can no longer finish, and the next one sees everything. */
export const wake = <Tx>(
  { timers }: PagingPorts<Tx>,
  tx: Tx,
  it: { readonly engagement: string; readonly now: number },
): Promise<void> => timers.set(tx, { kind: advancing, key: it.engagement, due: it.now });
