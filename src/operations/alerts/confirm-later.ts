// Makes sure that the subscription of an intake to a topic of SNS is confirmed: a crash does not forget it.
import { confirmingSubscription, type SubscriptionToConfirm } from "../../domain/alerts/aws/subscription.ts";
import type { Transaction } from "../../storage/storage.ts";
import { setTimer } from "../../timers/set-timer.ts";

/** @param it the id of the message that asks for it, and epoch milliseconds */
export const confirmLater = (
  tx: Transaction,
  payload: SubscriptionToConfirm,
  { id, due }: { readonly id: string; readonly due: number },
): Promise<void> =>
  setTimer(tx, { kind: confirmingSubscription, key: `${payload.topicArn} ${id}`, due, payload });
