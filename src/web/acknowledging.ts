// What people can answer to a page from outside the API, and what the pages here need to know for it.
import type { IncidentNamed } from "../domain/messages/links.ts";

/** `link`: of an e-mail or a push notice; `sms`: a reply with the code; `key`: pressed in a call. */
export type How = "link" | "sms" | "key";

/** `already`: acknowledged before by this person. `stopped`: nobody waits for it any more. `unknown`: there is no such page. */
export type Answered = "acknowledged" | "already" | "stopped" | "unknown";

/** For the person who opens the link. */
export interface PageShown {
  readonly subject: string;
  readonly contactName: string;
  readonly state: "open" | "acknowledged" | "stopped";
  /** What they may read: nothing for those who are told only what is public. */
  readonly incident?: IncidentNamed | undefined;
}

export interface Acknowledging {
  /** Leaves a READ receipt that says `info`, and stops what waits for it. */
  readonly acknowledgePage: (it: {
    /** Its ARN. */
    readonly page: string;
    readonly how: How;
    readonly info: string;
  }) => Promise<Answered>;
  /** Changes nothing. */
  readonly describePage: (page: string) => Promise<PageShown | undefined>;
}

/** What Twilio tells beside acknowledgments. Addresses are numbers as Twilio writes them, E.164. */
export interface Hearing extends Pick<Acknowledging, "acknowledgePage"> {
  /** One that is there already is not written again: Twilio repeats itself. */
  readonly recordReceipt: (it: {
    readonly page: string;
    readonly type: "DELIVERED" | "ERROR";
    readonly info: string;
  }) => Promise<void>;
  /** The ARN of the latest page with the code that went to the address by SMS. */
  readonly findPageByCodeAndAddress: (it: {
    readonly code: string;
    readonly address: string;
  }) => Promise<string | undefined>;
  /** Every SMS channel of the address, of all accounts, with a STOP receipt saying `info` on pages not yet answered. @returns how many */
  readonly deactivateChannels: (it: { readonly address: string; readonly info: string }) => Promise<number>;
  /** To every SMS channel of the address that is not activated, within the limits of SendActivationCode. @returns how many */
  readonly sendActivationCodes: (it: { readonly address: string }) => Promise<number>;
}
