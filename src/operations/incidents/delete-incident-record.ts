// DeleteIncidentRecord: the incident with all that belongs to it. What is not there is gone already.
import { type Implementation, implement } from "../../contract/call.ts";
import { deleteIncidentRecord as operation } from "../../contract/incidents/incident.ts";
import { releaseDedupe } from "../../storage/dedupes.ts";
import { deleteSomeRemains, deletingRemains } from "../../storage/incident-remains.ts";
import { deleteIncident, lockIncident } from "../../storage/incidents.ts";
import { cancelTimer, setTimer } from "../../timers/set-timer.ts";
import type { Given } from "../given.ts";
import { stopPagingFor } from "../paging/stop-for-incident.ts";

export const deleteIncidentRecord = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ arn }) => [arn],
    run: async ({ arn }, { caller: { account } }) => {
      if (await deleteRecord(given, { account, arn })) await deleteRemains(given, arn);
      return {};
    },
  });

/** How long the timer leaves the rest to the call that began it. */
const headStartMilliseconds = 5000;

/** From the commit on the incident is not there for anybody. @returns false when it was not before */
const deleteRecord = (given: Given, asked: { readonly account: string; readonly arn: string }) =>
  given.storage.write(async (tx) => {
    const { account, arn } = asked;
    await stopPagingFor(given, tx, asked);
    const incident = await lockIncident(tx, arn, "update");
    if (incident?.account !== account) return false;
    await deleteIncident(tx, arn);
    await releaseDedupe(tx, arn);
    const due = given.clock.now() + headStartMilliseconds;
    await setTimer(tx, { kind: deletingRemains, key: arn, due });
    return true;
  });

/** A call deletes no more than this many steps itself; what is left of a long timeline goes by the timer. */
const stepsAtOnce = 20;

async function deleteRemains(given: Given, arn: string): Promise<void> {
  for (let step = 0; step < stepsAtOnce; step++) {
    const outcome = await given.storage.write(async (tx) => {
      const outcome = await deleteSomeRemains(tx, arn);
      if (outcome === "gone") await cancelTimer(tx, deletingRemains, arn);
      return outcome;
    });
    if (outcome === "gone") return;
  }
}
