// The caller's replication set as the calls about it need it: by its ARN, and as the contract shows it.
import type { ReplicationSet as Shown } from "../../contract/incidents/replication-set.ts";
import type { Region, ReplicationSet } from "../../domain/replication-set.ts";
import { findReplicationSet, lockReplicationSet } from "../../storage/replication-sets.ts";
import type { Reader, Transaction } from "../../storage/storage.ts";
import { notFound } from "./errors.ts";

interface Asked {
  readonly account: string;
  readonly arn: string;
}

const isAsked = (set: ReplicationSet | undefined, { arn }: Asked): ReplicationSet => {
  if (set?.arn !== arn) throw notFound("REPLICATION_SET", arn);
  return set;
};

/** @throws ResourceNotFoundException, for the set of another account too */
export const ownReplicationSet = async (reader: Reader, asked: Asked): Promise<ReplicationSet> =>
  isAsked(await findReplicationSet(reader, asked.account), asked);

/** Holds it until the end of the transaction. @throws ResourceNotFoundException, for the set of another account too */
export const lockOwnReplicationSet = async (tx: Transaction, asked: Asked): Promise<ReplicationSet> =>
  isAsked(await lockReplicationSet(tx, asked.account), asked);

export const shown = (set: ReplicationSet): Shown => ({
  arn: set.arn,
  status: set.status,
  deletionProtected: set.deletionProtected,
  createdBy: set.createdBy,
  createdTime: new Date(set.createdTime),
  lastModifiedBy: set.lastModifiedBy,
  lastModifiedTime: new Date(set.lastModifiedTime),
  regionMap: Object.fromEntries(set.regions.map((region) => [region.name, shownRegion(region)])),
});

const shownRegion = ({ status, statusTime, sseKmsKeyId }: Region) => ({
  status,
  statusUpdateDateTime: new Date(statusTime),
  sseKmsKeyId,
});
