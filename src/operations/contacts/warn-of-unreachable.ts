// What could page nobody is allowed, as on AWS, but whoever runs Tocsin is told.
import { holesTold, reachability } from "../../domain/contacts/reachability.ts";
import type { Transaction } from "../../storage/storage.ts";
import { directoryOf } from "./directory.ts";
import type { GivenForContacts } from "./given.ts";

/**
 * Once the transaction is on disk, warns of each of the contacts that wakes nobody, or has holes. To be called when all is
 * written. @param arns those that are gone are passed over
 */
export async function warnOfUnreachable(
  { clock, warn }: Pick<GivenForContacts, "clock" | "warn">,
  tx: Transaction,
  arns: readonly string[],
): Promise<void> {
  if (arns.length === 0) return;
  const now = clock.now();
  const directory = await directoryOf(tx, arns, now);
  for (const arn of arns) {
    const contact = directory.contacts.get(arn);
    if (contact === undefined) continue;
    const { wakes, holes } = reachability(directory, contact, now);
    if (holes.length === 0) continue;
    const facts = { contact: arn, wakes, holes: holes.map(({ kind }) => kind).slice(0, 100) };
    const what = wakes ? `the plan of ${contact.alias} has holes` : `${contact.alias} could not be woken`;
    tx.afterCommit(() => warn(facts, `${what}: ${holesTold(holes)}`));
  }
}
