// Stops paging for an incident that is over.
import { parseArn } from "../../domain/arn.ts";
import { stopAllOf } from "../../domain/engagement/stop.ts";
import type { Transaction } from "../../storage/storage.ts";
import type { Given } from "../given.ts";
import { pagingPorts } from "./ports.ts";

interface Over {
  /** The caller's. */
  readonly account: string;
  /** Of the incident; another account's is left alone. */
  readonly arn: string;
}

/**
 * Call it before holding the incident: those who page hold an engagement first, then its incident. Whoever engages people
 * for the incident at the same moment makes the transaction run again.
 */
export async function stopPagingFor(
  given: Pick<Given, "clock" | "newId">,
  tx: Transaction,
  { account, arn: incident }: Over,
): Promise<void> {
  if (parseArn(incident)?.account !== account) return;
  await stopAllOf(pagingPorts(given), tx, { incident, now: given.clock.now() });
}
