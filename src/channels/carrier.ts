// Whoever brings messages of one medium to an address.
import type { Sent } from "../domain/engagement/sending.ts";
import type { Letter, Medium } from "../domain/messages/letter.ts";

export interface Delivery<L extends Letter> {
  readonly letter: L;
  readonly to: { readonly name: string; readonly address: string };
  /** Of several deliveries with the same key, one is to arrive, where the far side can tell. */
  readonly key: string;
}

/** Ends soon after the signal is aborted. Whatever it says may still have the address in it. */
export type Carrier<L extends Letter> = (delivery: Delivery<L>, signal: AbortSignal) => Promise<Sent>;

/** Those that are set up. */
export type Carriers = { readonly [M in Medium]?: Carrier<Extract<Letter, { medium: M }>> | undefined };
