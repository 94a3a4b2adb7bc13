// What goes out to one person, and what a channel answers: the interface that every provider implements.

export type ChannelType = "SMS" | "VOICE" | "EMAIL";

/** What an engagement says. Source: API reference of StartEngagement. */
export interface Text {
  /** For VOICE and EMAIL. */
  readonly subject: string;
  readonly content: string;
  /** For SMS, which others may read on a locked screen. */
  readonly publicSubject?: string | undefined;
  readonly publicContent?: string | undefined;
}

/** Where somebody is reached, as it is at the moment of sending. */
export interface Recipient {
  readonly name: string;
  readonly type: ChannelType;
  readonly address: string;
  readonly activated: boolean;
}

export interface Message {
  readonly page: string;
  readonly engagement: string;
  readonly incident?: string | undefined;
  /** Six digits, with which the person acknowledges. */
  readonly code: string;
  /** Of several messages of the same key, a provider that knows idempotency delivers one: a second must not ring again. */
  readonly key: string;
  readonly to: Recipient;
  readonly text: Text;
}

/** Words are plain, short, without secrets, and understood by the person who reads the receipt. */
export type Sent =
  /** The provider took it; `said` is its id for the message, as AWS shows it in the receipt. */
  | { readonly outcome: "sent"; readonly said: string }
  | {
      readonly outcome: "failed";
      readonly said: string;
      /** Trying again cannot help, such as with a number that does not exist. */
      readonly permanent?: boolean;
      /** It may have gone out all the same, such as when no answer came in time. */
      readonly uncertain?: boolean;
    };

/** Throwing counts as a failure that may have gone out all the same. */
export type Send = (message: Message, signal: AbortSignal) => Promise<Sent>;
