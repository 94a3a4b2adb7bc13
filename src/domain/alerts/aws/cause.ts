// Which changes may have caused which incidents, and what the API says of them.
import type { Finding } from "../../../contract/incidents/finding.ts";
import type { Change } from "./change.ts";

/**
 * How long before an incident a change may have begun. Incident Manager shows what "occurred around the time of an incident"
 * (user guide) and does not say how long that is; nor can it be told in general which resources a change was of.
 */
export const causeMilliseconds = 3_600_000;

/**
 * The kind of the timer that looks once more for incidents of a change; its payload is this. An incident that was being
 * opened at the very moment when the change was told has seen nothing of it, nor was it seen.
 */
export const lookingForEffects = "look-for-effects";
export const lookAgainMilliseconds = 10_000;
export interface ChangeToLookAt {
  readonly account: string;
  readonly id: string;
}

/** Of one incident: what would be more is no help any longer. */
export const mostFindings = 100;

/** @param now epoch milliseconds; a finding that is there already keeps the time of its creation */
export const findingOf = ({ id, changed, startTime, endTime }: Change, now: number): Finding => {
  const times = {
    startTime: new Date(startTime),
    ...(endTime !== undefined && { endTime: new Date(endTime) }),
  };
  return {
    id,
    creationTime: new Date(now),
    lastModifiedTime: new Date(now),
    details:
      "stackArn" in changed
        ? { cloudFormationStackUpdate: { ...changed, ...times } }
        : { codeDeployDeployment: { ...changed, ...times } },
  };
};
