// The subscription of an intake to a topic of SNS, which is confirmed by asking for an address.

/** The kind of the timer that does so; its payload is this. */
export const confirmingSubscription = "confirm-sns-subscription";
export interface SubscriptionToConfirm {
  readonly topicArn: string;
  /** With a secret token: for no log. */
  readonly url: string;
}
