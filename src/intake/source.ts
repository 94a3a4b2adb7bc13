// What every source of alerts is: a name in the address, and a way to read what it sends.
import type { Alert } from "../domain/alerts/alert.ts";
import type { PageReply, PageRequest } from "../wire/page.ts";

export interface Received {
  readonly request: PageRequest;
  /** Whose intake key came with it: twelve digits. */
  readonly account: string;
  readonly planName: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

export interface Reading {
  readonly alerts: readonly Alert[];
  /** In place of the usual answer, for senders that look at it. Given only once the alerts are on disk. */
  readonly reply?: PageReply;
}

export interface Source {
  /** In the address: `/intake/<name>/<response plan>`. */
  readonly name: string;
  /**
   * Reads what was sent, and writes nothing.
   * @throws ValidationException naming every broken field
   */
  readonly read: (received: Received) => Reading | Promise<Reading>;
}
