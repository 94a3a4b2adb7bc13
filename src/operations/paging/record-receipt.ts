// What a provider tells of a page after it has taken it: that it arrived, or that it did not.
import { acknowledge } from "../../domain/engagement/acknowledge.ts";
import { pageFailed } from "../../domain/engagement/happenings.ts";
import { plain } from "../../domain/engagement/receipt.ts";
import { hasReceipt } from "../../storage/receipts.ts";
import type { Given } from "../given.ts";
import { pagingPorts } from "./ports.ts";

interface Reported {
  /** Its ARN. */
  readonly page: string;
  readonly type: "DELIVERED" | "ERROR";
  /** In plain words. */
  readonly info: string;
}

/** One that is there already is not written again, since providers repeat themselves. Nothing for a page that is not there. */
export const recordReceipt = (
  given: Pick<Given, "storage" | "clock" | "newId">,
  reported: Reported,
): Promise<void> =>
  given.storage.write(async (tx) => {
    const { type, page: arn } = reported;
    const info = plain(reported.info);
    const ports = pagingPorts(given);
    const { store } = ports;
    const outgoing = await store.outgoing(tx, arn);
    if (outgoing === undefined || (await hasReceipt(tx, { page: arn, type, info }))) return;
    const { page, engagement } = outgoing;
    const now = given.clock.now();
    if (type === "DELIVERED") {
      await acknowledge(ports, tx, { page: arn, engagement: engagement.arn, type, info, now });
      return;
    }
    await store.addReceipts(tx, [{ page: arn, type, at: now, info }]);
    const happenings = [pageFailed(page, { reason: info, nextAttempt: undefined })];
    await store.tell(tx, engagement, { happenings, at: now });
  });
