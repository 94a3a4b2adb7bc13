// What a chat delivers again is done once.
import { fingerprint } from "../../domain/canonical.ts";
import { recall, remember } from "../../storage/idempotency.ts";
import type { Given } from "../given.ts";

interface Delivered {
  readonly account: string;
  /** The sender's: the same for each delivery. */
  readonly id: string;
}

/**
 * Remembers it when it is done: what broke off in the middle is done again, and changes are made once all the same, by
 * their client token.
 */
export async function onceDelivered(
  { storage, clock }: Pick<Given, "storage" | "clock">,
  { account, id }: Delivered,
  run: () => Promise<void>,
): Promise<void> {
  const key = { account, operation: "SlackEvent", token: fingerprint(id) };
  if ((await recall(storage, key)) !== undefined) return;
  await run();
  await storage.write((tx) => remember(tx, key, { fingerprint: "", answer: "{}" }, clock.now()));
}
