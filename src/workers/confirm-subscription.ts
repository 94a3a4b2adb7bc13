// Confirms that an intake wants the messages of a topic, by asking Amazon SNS for the address that it gave.
import type { SubscriptionToConfirm } from "../domain/alerts/aws/subscription.ts";
import type { Handler } from "../timers/timers.ts";

export interface ToConfirm {
  readonly get: (url: string, signal: AbortSignal) => Promise<{ readonly status: number }>;
  readonly log: { readonly info: Tell; readonly warn: Tell };
}
type Tell = (facts: object, text: string) => void;

/** A refusal is for good: SNS's tokens end after some days. Everything else is tried again, as often as its kind may. */
export const confirmSubscription =
  ({ get, log }: ToConfirm): Handler =>
  async ({ payload }, run) => {
    const { topicArn: topic, url } = payload as SubscriptionToConfirm;
    const { status } = await get(url, run.signal);
    if (status >= 500 || status === 429) throw new Error(`Amazon SNS answered ${status}`);
    if (status === 200) log.info({ topic }, "the subscription to an SNS topic is confirmed");
    else log.warn({ topic, status }, "Amazon SNS refused to confirm a subscription");
    await run.finish();
  };
