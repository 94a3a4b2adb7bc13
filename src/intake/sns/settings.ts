// Whose messages from Amazon SNS are taken.

export interface SnsSettings {
  /** Where, besides Amazon's own addresses, certificates and subscriptions may be: `http://localhost:4566`. */
  readonly origins: readonly string[];
  /** ARNs of the topics that may send, `*` for any part of them; of any topic where there are none. */
  readonly topics: readonly string[];
}
