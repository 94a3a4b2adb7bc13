// What every source of alerts is: a name in the address, and a way to read what it sends.
import type { Clock } from "../clock.ts";
import type { Alert } from "../domain/alerts/alert.ts";
import type { Storage, Transaction } from "../storage/storage.ts";
import type { PageReply, PageRequest } from "../wire/page.ts";
import type { SnsSettings } from "./sns/settings.ts";

/** What a source may need besides what was sent to it. */
export interface GivenForSources {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly warn: (facts: object, text: string) => void;
  readonly sns: SnsSettings;
}

export interface Received {
  readonly request: PageRequest;
  /** Whose intake key came with it: twelve digits. */
  readonly account: string;
  readonly planName: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** With which the sender signs, where the intake key was made with one. */
  readonly signingSecret?: string | undefined;
}

export interface Reading {
  readonly alerts: readonly Alert[];
  /** What it means besides alerts. Written before them, and a second time where the sender tells it again. */
  readonly also?: (tx: Transaction) => Promise<void>;
  /** In place of the usual answer, for senders that look at it. Given only once the alerts are on disk. */
  readonly reply?: PageReply;
}

export interface Source {
  /** In the address: `/intake/<name>/<response plan>`. */
  readonly name: string;
  /** How it sends: POST alone where absent. A GET that is not among them gets an explanation. */
  readonly methods?: readonly string[];
  /** Addresses of its own beside `/intake/<name>`, without a plan: the key says which. */
  readonly paths?: readonly string[];
  /** Finds the intake key where the sender has its own place for it. Asked first; must not throw. */
  readonly keyIn?: (request: PageRequest) => string | undefined;
  /** Answered to one that sends too fast, for senders that give up at a 429. */
  readonly tooFast?: 503;
  /**
   * Reads what was sent, and writes nothing.
   * @throws ValidationException naming every broken field, AccessDeniedException where it is not signed as it should be
   */
  readonly read: (received: Received) => Reading | Promise<Reading>;
}
