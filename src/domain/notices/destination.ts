// Where notices go: what a kind of destination is given, what it answers, and what it wants to know when it is set up.
import type { EventDocument } from "./event.ts";

/** The incident as it is at the moment of sending, which may be later than the event. */
export interface NoticedIncident {
  readonly arn: string;
  /** Twelve digits. */
  readonly account: string;
  readonly title: string;
  readonly summary?: string | undefined;
  readonly status: "OPEN" | "RESOLVED";
  /** 1 is critical, 5 is no impact. */
  readonly impact: number;
  readonly planName: string;
  /** Epoch milliseconds. */
  readonly creationTime: number;
  readonly resolvedTime?: number | undefined;
}

/** What was set when it was bound, by the names of the kind's fields. Secrets are readable here. */
export type Configuration = Readonly<Record<string, string>>;

export interface Notice {
  readonly event: EventDocument;
  /** Absent where the event is about none, such as a test. */
  readonly incident: NoticedIncident | undefined;
  readonly config: Configuration;
  /** JSON that this kind kept for this destination and incident, such as the message that it updates; at first undefined. */
  readonly state: unknown;
  /** Of several deliveries with the same key, one is to arrive, where the far side can tell. */
  readonly key: string;
  readonly links: {
    /** The page that shows the incident; absent without TOCSIN_PUBLIC_URL. */
    readonly incident?: string | undefined;
    /** TOCSIN_PUBLIC_URL, without a slash at the end. */
    readonly tocsin?: string | undefined;
  };
}

/** Words are plain, short, without secrets, and understood by the person who reads `tocsin topics list`. */
export type Carried =
  | {
      readonly outcome: "sent";
      /** The far side's id, or what it answered. */
      readonly said: string;
      /** Replaces what was kept; absent: it stays. */
      readonly state?: unknown;
    }
  | {
      readonly outcome: "failed";
      readonly said: string;
      /** Trying again cannot help: the notice is given up, and the next one is tried. */
      readonly permanent?: boolean;
      /** No sooner than this. */
      readonly retryAfterSeconds?: number;
    };

/**
 * Sends one notice. Notices of one incident to one destination come one at a time, in their order. Ends soon after the
 * signal is aborted. Throwing counts as a failure that may pass.
 */
export type Carry = (notice: Notice, signal: AbortSignal) => Promise<Carried>;

/** One thing to say when a topic is bound: `--<name>` on the command line, a member of `configuration` in the API. */
export interface Field {
  /** For the help: `the channel's id, such as C0123456789`. */
  readonly about: string;
  readonly required?: boolean;
  /** Never shown again. */
  readonly secret?: boolean;
  /** What lists show of a secret value, such as the host of an address; nothing when absent. */
  readonly hint?: (value: string) => string;
  /** Reads after `<name> must be `; undefined when the value (at most 4,096 characters) is good. */
  readonly fault: (value: string) => string | undefined;
}

export interface DestinationKind {
  /** `slack` */
  readonly name: string;
  /** For the help: `a channel of Slack`. */
  readonly about: string;
  /** By name, in small letters with `-`. */
  readonly fields: Readonly<Record<string, Field>>;
  readonly carry: Carry;
}
