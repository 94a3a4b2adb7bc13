// The caller's own incidents: what is another account's is not there.
import { parseArn } from "../../domain/arn.ts";
import type { Incident } from "../../domain/incident/incident.ts";
import { findIncident, lockIncident } from "../../storage/incidents.ts";
import type { Reader, Transaction } from "../../storage/storage.ts";
import { notFound, notOnboarded } from "./errors.ts";
import { isOnboarded, requireOnboarded } from "./onboarded.ts";

interface Asked {
  /** The caller's. */
  readonly account: string;
  readonly arn: string;
}

/** For calls that answer the same for what is not there and for what is not the caller's. */
export function isOwnIncident({ account, arn }: Asked): boolean {
  const named = parseArn(arn);
  return named?.kind === "incident-record" && named.account === account;
}

const ifOwn = (incident: Incident | undefined, { account, arn }: Asked): Incident => {
  if (incident?.account !== account) throw notFound("INCIDENT_RECORD", arn);
  return incident;
};

/** @throws ResourceNotFoundException */
export async function ownIncident(reader: Reader, asked: Asked): Promise<Incident> {
  if (!(await isOnboarded(reader, asked.account))) throw notOnboarded(asked.account);
  return ifOwn(await findIncident(reader, asked.arn), asked);
}

/**
 * Holds the incident until the end of the transaction: `share` against being deleted, `update` against any change.
 * @throws ResourceNotFoundException
 */
export async function lockOwnIncident(
  tx: Transaction,
  asked: Asked,
  mode: "share" | "update",
): Promise<Incident> {
  await requireOnboarded(tx, asked.account);
  return ifOwn(await lockIncident(tx, asked.arn, mode), asked);
}
