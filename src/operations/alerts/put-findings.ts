// Deployments and stack updates become findings of the incidents near them, whichever comes first.
import {
  type ChangeToLookAt,
  causeMilliseconds,
  findingOf,
  lookAgainMilliseconds,
  lookingForEffects,
  mostFindings,
} from "../../domain/alerts/aws/cause.ts";
import { type Change, type Step, changeAfter, subjectOf } from "../../domain/alerts/aws/change.ts";
import type { Incident } from "../../domain/incident/incident.ts";
import {
  changesOfSubject,
  changesSince,
  findChange,
  forgetChangesBefore,
  putChange,
} from "../../storage/changes.ts";
import { incidentsWithoutFinding, putFinding, updateFinding } from "../../storage/findings.ts";
import { holdIncident } from "../../storage/incidents.ts";
import type { Transaction } from "../../storage/storage.ts";
import { setTimer } from "../../timers/set-timer.ts";

/** Long enough for the end of what takes long; only its beginning can have been a cause. */
const keepMilliseconds = 24 * 3_600_000;

/** Looked at when a step comes: a stack that was updated more often lately is found by its latest updates. */
const mostOfSubject = 50;

/** Told at once; a storm has opened one or a few. */
const mostIncidents = 100;

/** @param now epoch milliseconds */
export async function putFindings(
  tx: Transaction,
  {
    account,
    steps,
    now,
  }: { readonly account: string; readonly steps: readonly Step[]; readonly now: number },
): Promise<void> {
  for (const step of steps) {
    const subject = subjectOf(step.changed);
    const known = await changesOfSubject(tx, { account, subject, limit: mostOfSubject });
    const change = changeAfter(account, known, step);
    if (change === undefined) continue;
    await putChange(tx, account, change);
    await putFindingOf(tx, { account, change, now });
    const payload: ChangeToLookAt = { account, id: change.id };
    const due = now + lookAgainMilliseconds;
    await setTimer(tx, { kind: lookingForEffects, key: `${account} ${change.id}`, due, payload });
  }
  await forgetChangesBefore(tx, account, now - keepMilliseconds);
}

/** For the timer of a change, which may be forgotten by then. */
export async function lookForEffects(tx: Transaction, it: ChangeToLookAt, now: number): Promise<void> {
  const change = await findChange(tx, it);
  if (change !== undefined) await addFindingOf(tx, { account: it.account, change, now });
}

async function putFindingOf(tx: Transaction, it: Near): Promise<void> {
  await updateFinding(tx, findingOf(it.change, it.now));
  await addFindingOf(tx, it);
}

interface Near {
  readonly account: string;
  readonly change: Change;
  readonly now: number;
}

/** To the open incidents that lack it. */
async function addFindingOf(tx: Transaction, { account, change, now }: Near): Promise<void> {
  const finding = findingOf(change, now);
  const arns = await incidentsWithoutFinding(tx, {
    account,
    id: change.id,
    until: change.startTime + causeMilliseconds,
    most: mostFindings,
    limit: mostIncidents,
  });
  // In the same order as everybody else who holds several.
  for (const arn of arns.toSorted()) if (await holdIncident(tx, arn)) await putFinding(tx, arn, finding);
}

/** For an incident that is being opened. Cheap where nothing was deployed lately. */
export async function findCauses(
  tx: Transaction,
  { account, arn, creationTime }: Pick<Incident, "account" | "arn" | "creationTime">,
): Promise<void> {
  const since = creationTime - causeMilliseconds;
  const changes = await changesSince(tx, { account, since, limit: mostFindings });
  for (const change of changes) await putFinding(tx, arn, findingOf(change, creationTime));
}
