// The replication set of an account: its Regions, and what each call and each wait makes of them.
import type { UpdateReplicationSetAction } from "../contract/incidents/replication-set.ts";

export interface Region {
  readonly name: string;
  readonly status: "ACTIVE" | "CREATING" | "DELETING";
  /** Epoch milliseconds. */
  readonly statusTime: number;
  /** `DefaultKey` where the caller gave none. */
  readonly sseKmsKeyId: string;
}

/** All times are epoch milliseconds. */
export interface ReplicationSet {
  readonly arn: string;
  readonly status: "ACTIVE" | "CREATING" | "UPDATING" | "DELETING";
  readonly deletionProtected: boolean;
  readonly createdBy: string;
  readonly createdTime: number;
  readonly lastModifiedBy: string;
  readonly lastModifiedTime: number;
  /** In the order in which they were given. */
  readonly regions: readonly Region[];
}

/** Who changes the set, and when. */
export interface Change {
  /** An ARN. */
  readonly by: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The kinds of timer about a set; their key is the account, and the worker of the same name runs them. */
export const advancing = "advance-replication-set";
export const deleting = "delete-account-data";

/** Source: API reference. */
const maxRegions = 3;

/** What reads show where no key was given. Source: the CLI's examples. */
const defaultKey = "DefaultKey";

/** The contract allows 20 characters, so this sees little. */
const regionName = /^[a-z]{2,8}(-[a-z]{2,12}){1,3}-\d{1,2}$/;
export const isRegionName = (text: string): boolean => regionName.test(text);

interface GivenRegion {
  readonly name: string;
  readonly sseKmsKeyId?: string | undefined;
}

const joining = ({ name, sseKmsKeyId }: GivenRegion, now: number): Region => ({
  name,
  status: "CREATING",
  statusTime: now,
  sseKmsKeyId: sseKmsKeyId === undefined || sseKmsKeyId === "" ? defaultKey : sseKmsKeyId,
});

/** A set on its way to be ACTIVE. Deletion protection is off until it is asked for. */
export const begun = (arn: string, regions: readonly GivenRegion[], { by, now }: Change): ReplicationSet => ({
  arn,
  status: "CREATING",
  deletionProtected: false,
  createdBy: by,
  createdTime: now,
  lastModifiedBy: by,
  lastModifiedTime: now,
  regions: regions.map((region) => joining(region, now)),
});

const touched = (set: ReplicationSet, { by, now }: Change): ReplicationSet => ({
  ...set,
  lastModifiedBy: by,
  lastModifiedTime: now,
});

export const withProtection = (set: ReplicationSet, on: boolean, change: Change): ReplicationSet => ({
  ...touched(set, change),
  deletionProtected: on,
});

/** Why the action cannot be done to the set; undefined when it can. */
export function objection(set: ReplicationSet, action: UpdateReplicationSetAction): string | undefined {
  const { addRegionAction: add, deleteRegionAction: remove } = action;
  const has = (name: string): boolean => set.regions.some((region) => region.name === name);
  if (add !== undefined) {
    if (has(add.regionName)) return `The Region ${add.regionName} is already in the replication set.`;
    if (set.regions.length >= maxRegions)
      return `A replication set has at most ${maxRegions} Regions, and this one has ${set.regions.length}.`;
    return undefined;
  }
  if (!has(remove.regionName)) return `The Region ${remove.regionName} is not in the replication set.`;
  if (set.regions.length === 1 && set.deletionProtected) return protectedText;
  return undefined;
}

export const protectedText =
  "The replication set is protected from deletion. Turn deletion protection off with UpdateDeletionProtection first.";

/** Whether the action takes the last Region, and with it the whole set. Source: user guide. */
export const endsTheSet = (set: ReplicationSet, action: UpdateReplicationSetAction): boolean =>
  action.deleteRegionAction !== undefined && set.regions.length === 1;

/** The set on its way to what the action asks for; there must be no objection to it. */
export function updating(
  set: ReplicationSet,
  { addRegionAction: add, deleteRegionAction: remove }: UpdateReplicationSetAction,
  change: Change,
): ReplicationSet {
  const regions =
    add === undefined
      ? set.regions.map((region) => (region.name === remove.regionName ? leaving(region, change) : region))
      : [...set.regions, joining({ name: add.regionName, sseKmsKeyId: add.sseKmsKeyId }, change.now)];
  return { ...touched(set, change), status: "UPDATING", regions };
}

/** The set on its way to be gone, with all the account's data. */
export const ending = (set: ReplicationSet, change: Change): ReplicationSet => ({
  ...touched(set, change),
  status: "DELETING",
  regions: set.regions.map((region) => leaving(region, change)),
});

const leaving = (region: Region, { now }: Change): Region => ({
  ...region,
  status: "DELETING",
  statusTime: now,
});

/** What a CREATING or UPDATING set becomes when its wait is over. @param now epoch milliseconds */
export const settled = (set: ReplicationSet, now: number): ReplicationSet => ({
  ...set,
  status: "ACTIVE",
  regions: set.regions
    .filter((region) => region.status !== "DELETING")
    .map((region) => (region.status === "CREATING" ? arrived(region, now) : region)),
});

const arrived = (region: Region, now: number): Region => ({ ...region, status: "ACTIVE", statusTime: now });
