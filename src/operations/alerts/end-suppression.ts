// A maintenance window may be over for an alert: what still fires opens its incident now.
import type { Cause, Suppressed } from "../../domain/alerts/cause.ts";
import { lockCause, saveCause } from "../../storage/alerts.ts";
import { lockActiveSet } from "../../storage/replication-sets.ts";
import type { Transaction } from "../../storage/storage.ts";
import type { Given } from "../given.ts";
import { findIntake } from "./intake.ts";
import { openForAlert } from "./open-for-alert.ts";

type Needed = Pick<Given, "clock" | "newId">;

export async function endSuppression(
  given: Needed,
  tx: Transaction,
  key: Pick<Cause, "account" | "id">,
): Promise<void> {
  if (!(await lockActiveSet(tx, key.account))) return;
  const cause = await lockCause(tx, key);
  if (cause?.suppressed === undefined) return;
  const changed = await afterWindow(given, tx, { cause, suppressed: cause.suppressed });
  await saveCause(tx, { ...cause, ...changed });
}

interface Kept {
  readonly cause: Cause;
  readonly suppressed: Suppressed;
}

async function afterWindow(
  given: Needed,
  tx: Transaction,
  { cause, suppressed }: Kept,
): Promise<Partial<Cause>> {
  const { account, planName } = cause;
  const { alert, by, window } = suppressed;
  const intake = await findIntake(tx, { account, planName, now: given.clock.now() });
  if (intake === undefined) return dropped("its response plan is gone");
  const to = await intake.destination(alert);
  const covering = intake.covering(alert, to.planName);
  if (covering !== undefined)
    return { suppressed: { ...suppressed, window: covering.name, until: covering.ends } };
  if (to.ruling.ignore !== undefined) return { ...dropped(to.ruling.ignore), outcome: "IGNORED" };
  if (!alert.resolves)
    return dropped(
      `it came within the maintenance window "${window}", and its source does not say when it is over`,
    );
  return openForAlert(given, tx, { alert, to, by, keptBackBy: window });
}

const dropped = (because: string): Partial<Cause> => ({
  suppressed: undefined,
  outcome: "SUPPRESSED",
  because,
});
