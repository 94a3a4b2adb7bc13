// The caller's own incidents: what is another account's is not there.
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

const ifOwn = (incident: Incident | undefined, { account, arn }: Asked): Incident => {
  if (incident?.account !== account) throw notFound("INCIDENT_RECORD", arn);
  return incident;
};

/** For lists, which are empty for what is not there and for what is not the caller's. */
export const isOwnIncident = async (reader: Reader, { account, arn }: Asked): Promise<boolean> =>
  (await isOnboarded(reader, account)) && (await findIncident(reader, arn))?.account === account;

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
