// Response plans, by the account's name for them.
import sql, { type Sql } from "sql-template-tag";
import type { ResponsePlan } from "../domain/response-plan.ts";
import type { Reader, Transaction } from "./storage.ts";

export interface PlanKey {
  readonly account: string;
  readonly name: string;
}

interface Row {
  readonly document: string;
}

const byKey = ({ account, name }: PlanKey): Sql =>
  sql`select document from response_plans where account = ${account} and name = ${name}`;

const read = (row: Row | undefined): ResponsePlan | undefined =>
  row === undefined ? undefined : (JSON.parse(row.document) as ResponsePlan);

export const findResponsePlan = async (reader: Reader, key: PlanKey): Promise<ResponsePlan | undefined> =>
  read(await reader.first<Row>(byKey(key)));

/** Keeps it as it is until the end of the transaction. */
export const lockResponsePlan = async (tx: Transaction, key: PlanKey): Promise<ResponsePlan | undefined> =>
  read(await tx.lock<Row>(byKey(key), "update"));

/** @returns false, changing nothing, when the name is taken */
export const addResponsePlan = async (
  tx: Transaction,
  { account, name }: PlanKey,
  plan: ResponsePlan,
): Promise<boolean> =>
  (await tx.run(sql`
    insert into response_plans (account, name, document) values (${account}, ${name}, ${JSON.stringify(plan)})
    on conflict (account, name) do nothing`)) === 1;

export const saveResponsePlan = (
  tx: Transaction,
  { account, name }: PlanKey,
  plan: ResponsePlan,
): Promise<number> =>
  tx.run(sql`
    update response_plans set document = ${JSON.stringify(plan)}
    where account = ${account} and name = ${name}`);

export const removeResponsePlan = (tx: Transaction, { account, name }: PlanKey): Promise<number> =>
  tx.run(sql`delete from response_plans where account = ${account} and name = ${name}`);

export interface NamedPlan {
  readonly name: string;
  readonly plan: ResponsePlan;
}

/** Sorted by name, beginning after the given one. */
export const listResponsePlans = async (
  reader: Reader,
  account: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<NamedPlan[]> => {
  const rows = await reader.all<Row & { readonly name: string }>(sql`
    select name, document from response_plans
    where account = ${account} and name > ${after} order by name limit ${limit}`);
  return rows.map(({ name, document }) => ({ name, plan: JSON.parse(document) as ResponsePlan }));
};
