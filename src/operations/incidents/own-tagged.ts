// What can carry tags: the caller's own response plans, incidents and replication set.
import { type Named, parseArn } from "../../domain/arn.ts";
import type { Reader, Transaction } from "../../storage/storage.ts";
import { isThere, lockTagged } from "../../storage/tags.ts";
import { type ResourceType, notFound, notOnboarded, resourceNotFound } from "./errors.ts";
import { isOnboarded, requireOnboarded } from "./onboarded.ts";

interface Asked {
  readonly account: string;
  readonly arn: string;
}

const typeOf: Record<Named["kind"], ResourceType> = {
  "incident-record": "INCIDENT_RECORD",
  "replication-set": "REPLICATION_SET",
  "response-plan": "RESPONSE_PLAN",
};

function ownNamed({ account, arn }: Asked): Named {
  const named = parseArn(arn);
  if (named === undefined) throw resourceNotFound(arn);
  if (named.account !== account) throw notFound(typeOf[named.kind], arn);
  return named;
}

/** A set can be tagged and asked for its tags before it is ACTIVE. */
const needsActiveSet = ({ kind }: Named): boolean => kind !== "replication-set";

/** @throws ResourceNotFoundException */
export async function requireTagged(reader: Reader, asked: Asked): Promise<void> {
  const named = ownNamed(asked);
  if (needsActiveSet(named) && !(await isOnboarded(reader, asked.account))) throw notOnboarded(asked.account);
  if (!(await isThere(reader, named, asked.arn))) throw notFound(typeOf[named.kind], asked.arn);
}

/** Holds it, so that callers who tag it at once lose nothing. @throws ResourceNotFoundException */
export async function lockOwnTagged(tx: Transaction, asked: Asked): Promise<void> {
  const named = ownNamed(asked);
  if (needsActiveSet(named)) await requireOnboarded(tx, asked.account);
  if (!(await lockTagged(tx, named, asked.arn))) throw notFound(typeOf[named.kind], asked.arn);
}
