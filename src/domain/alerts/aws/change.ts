// A deployment or an update of a stack, which may have caused an incident; and how the events that tell of it make it up.
import { createHash } from "node:crypto";

/** What changes: `codeDeployDeployment` and `cloudFormationStackUpdate` are the names of the API. */
export type Changed =
  | { readonly deploymentGroupArn: string; readonly deploymentId: string }
  | { readonly stackArn: string };

/** One event of it. Times are epoch milliseconds. */
export interface Step {
  readonly changed: Changed;
  readonly phase: "begins" | "ends" | "is undone";
  readonly time: number;
}

export interface Change {
  /** Of the finding that is made of it. */
  readonly id: string;
  readonly changed: Changed;
  readonly startTime: number;
  /** False while only its end is known, which then counts as its start. */
  readonly startSeen: boolean;
  readonly endTime?: number | undefined;
}

/** A deployment has an id, and there is only one of the same; a stack is updated again and again. */
const isUnique = (changed: Changed): boolean => "deploymentId" in changed;

/** What all changes of the same thing have in common. */
export const subjectOf = (changed: Changed): string =>
  "stackArn" in changed ? changed.stackArn : `${changed.deploymentGroupArn} ${changed.deploymentId}`;

/**
 * @param known the changes of the same subject, the latest first
 * @returns the change as the step leaves it, a new one included; undefined where it tells nothing new. Steps may come in any
 * order, and more than once
 */
export const changeAfter = (account: string, known: readonly Change[], step: Step): Change | undefined =>
  step.phase === "begins" ? begun(account, known, step) : ended(account, known, step);

function begun(account: string, known: readonly Change[], { changed, time }: Step): Change | undefined {
  if (known.some((it) => it.startSeen && (it.startTime === time || isUnique(changed)))) return undefined;
  const endedBefore = known.findLast((it) => !it.startSeen && it.startTime >= time);
  if (endedBefore !== undefined) return { ...endedBefore, startTime: time, startSeen: true };
  return { id: idOf(account, changed, time), changed, startTime: time, startSeen: true };
}

function ended(account: string, known: readonly Change[], step: Step): Change | undefined {
  const { changed, time, phase } = step;
  const it = known.find(({ startTime }) => startTime <= time);
  if (it?.endTime !== undefined && it.endTime >= time) return undefined;
  const goesOn = it?.endTime === undefined || phase === "is undone" || isUnique(changed);
  if (it !== undefined && goesOn) return { ...it, endTime: time };
  return { id: idOf(account, changed, time), changed, startTime: time, startSeen: false, endTime: time };
}

const idOf = (account: string, changed: Changed, time: number): string =>
  createHash("sha256")
    .update(`${account}\n${subjectOf(changed)}\n${time}`)
    .digest("hex")
    .slice(0, 32);
