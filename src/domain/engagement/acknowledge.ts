// A page was delivered or read. Only reading it is an answer, and an answer counts from the moment it is committed.
import { hasAnswered } from "./engagement.ts";
import { pageAcknowledged } from "./happenings.ts";
import { type PagingPorts, wake } from "./store.ts";

export interface Acknowledgment {
  readonly page: string;
  /** The page's. */
  readonly engagement: string;
  /** Source: API reference of AcceptPage. */
  readonly type: "DELIVERED" | "READ";
  /** What the receipt shows: the code, or the note of the person. */
  readonly info: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Leaves its receipt, also after the engagement has ended and when repeated. What was delivered is not sent again. From the commit on nobody is paged whom
 * this answer silences, whether or not the engagement has been looked at since.
 * @returns false when there is no such page
 */
export async function acknowledge<Tx>(ports: PagingPorts<Tx>, tx: Tx, it: Acknowledgment): Promise<boolean> {
  const { store } = ports;
  const outgoing = await store.outgoing(tx, it.page);
  if (outgoing === undefined) return false;
  const { page, engagement } = outgoing;
  await store.addReceipts(tx, [{ page: page.arn, type: it.type, at: it.now, info: it.info }]);
  const isNews = page.state === "due" && page.delivered !== true;
  if (it.type === "DELIVERED" && isNews) await store.savePage(tx, { ...page, delivered: true });
  if (it.type === "DELIVERED" || hasAnswered(engagement, page.contact)) return true;
  const answers = [...engagement.answers, { contact: page.contact, at: it.now }];
  const progress = { ...engagement.progress, nextLook: it.now };
  await store.saveEngagement(tx, { ...engagement, progress, answers });
  await wake(ports, tx, it);
  await store.tell(tx, engagement, { happenings: [pageAcknowledged(page)], at: it.now });
  return true;
}
