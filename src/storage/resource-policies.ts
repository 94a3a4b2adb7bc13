// The policies of response plans; a plan has any number of them.
import sql from "sql-template-tag";
import type { Reader, Transaction } from "./storage.ts";

export interface ResourcePolicy {
  readonly policyId: string;
  /** As it was given. */
  readonly policy: string;
  readonly region: string;
  /** Epoch milliseconds. */
  readonly created: number;
}

/** Does nothing when the resource has a policy of this id. */
export const addResourcePolicy = (
  tx: Transaction,
  arn: string,
  { policyId, policy, region, created }: ResourcePolicy,
): Promise<number> =>
  tx.run(sql`
    insert into resource_policies (resource_arn, policy_id, policy, ram_region, created)
    values (${arn}, ${policyId}, ${policy}, ${region}, ${created})
    on conflict (resource_arn, policy_id) do nothing`);

/** @returns whether it was there */
export const removeResourcePolicy = async (
  tx: Transaction,
  arn: string,
  policyId: string,
): Promise<boolean> =>
  (await tx.run(
    sql`delete from resource_policies where resource_arn = ${arn} and policy_id = ${policyId}`,
  )) === 1;

export const removeResourcePolicies = (tx: Transaction, arn: string): Promise<number> =>
  tx.run(sql`delete from resource_policies where resource_arn = ${arn}`);

/** Sorted by id, beginning after the given one. */
export const listResourcePolicies = (
  reader: Reader,
  arn: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<ResourcePolicy[]> =>
  reader.all<ResourcePolicy>(sql`
    select policy_id as "policyId", policy, ram_region as region, created from resource_policies
    where resource_arn = ${arn} and policy_id > ${after} order by policy_id limit ${limit}`);
