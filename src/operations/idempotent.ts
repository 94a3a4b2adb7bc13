// Runs a call once per client token, also across crashes, nodes and racing callers.
import { fingerprint } from "../domain/canonical.ts";
import { recall, remember } from "../storage/idempotency.ts";
import type { Transaction } from "../storage/storage.ts";
import type { Given } from "./given.ts";

interface Once<Output> {
  readonly account: string;
  /** As AWS names it. Tokens of other operations are strangers. */
  readonly operation: string;
  /** The call as decoded, with its token as either API calls it; the token is left out of the comparison. */
  readonly input: {
    readonly clientToken?: string | undefined;
    readonly IdempotencyToken?: string | undefined;
  };
  /** Built when the same token comes back with other details. */
  readonly mismatch: () => Error;
  readonly run: (tx: Transaction) => Promise<Output>;
}

/**
 * A refused call leaves no trace of its token. Two callers at once: the storage runs the later one again, which then
 * finds the answer of the first. `Output` must survive JSON as it is.
 */
export async function idempotently<Output>(given: Given, once: Once<Output>): Promise<Output> {
  const { clientToken, IdempotencyToken, ...details } = once.input;
  const token = clientToken ?? IdempotencyToken;
  if (token === undefined || token === "") return given.storage.write(once.run);
  // As a digest: a token may be longer than PostgreSQL's indexes take.
  const key = { account: once.account, operation: once.operation, token: fingerprint(token) };
  const print = fingerprint(details);
  return given.storage.write(async (tx) => {
    const earlier = await recall(tx, key);
    if (earlier !== undefined) {
      if (earlier.fingerprint !== print) throw once.mismatch();
      return JSON.parse(earlier.answer) as Output;
    }
    const output = await once.run(tx);
    const answer = JSON.stringify(output);
    await remember(tx, key, { fingerprint: print, answer }, given.clock.now());
    return output;
  });
}
