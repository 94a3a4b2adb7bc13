// All that goes with an account's replication set, and how it goes: a bounded number of rows at a time, the set itself last.
import sql, { type Sql, join, raw } from "sql-template-tag";
import { lockReplicationSet, removeReplicationSet } from "./replication-sets.ts";
import type { Transaction } from "./storage.ts";

interface OwnedTable {
  readonly table: string;
  readonly key: readonly string[];
  /** Which rows are the account's. Each needs an index that finds them. */
  readonly ofAccount: (account: string) => Sql;
}

const byAccount = (account: string): Sql => sql`account = ${account}`;

/** By a column that begins with an ARN of ssm-incidents; `;` is the character after `:`. */
const byArn =
  (column: string) =>
  (account: string): Sql =>
    sql`${raw(column)} >= ${`arn:aws:ssm-incidents::${account}:`} and ${raw(column)} < ${`arn:aws:ssm-incidents::${account};`}`;

/** A table that holds data of accounts gets its line here. */
const tables: readonly OwnedTable[] = [
  // First, since whoever pages holds the engagement and then the incident.
  { table: "outbox", key: ["id"], ofAccount: byAccount },
  { table: "page_receipts", key: ["page_arn", "receipt_time", "id"], ofAccount: byAccount },
  { table: "pages", key: ["arn"], ofAccount: byAccount },
  { table: "engagements", key: ["arn"], ofAccount: byAccount },
  { table: "related_items", key: ["incident_arn", "generated_id"], ofAccount: byArn("incident_arn") },
  { table: "timeline_events", key: ["incident_arn", "id"], ofAccount: byArn("incident_arn") },
  { table: "changes", key: ["account", "id"], ofAccount: byAccount },
  { table: "findings", key: ["incident_arn", "id"], ofAccount: byArn("incident_arn") },
  { table: "open_dedupes", key: ["account", "dedupe_key"], ofAccount: byAccount },
  { table: "heartbeats", key: ["account", "name"], ofAccount: byAccount },
  { table: "incidents", key: ["arn"], ofAccount: byAccount },
  { table: "alerts", key: ["account", "id"], ofAccount: byAccount },
  { table: "alert_settings", key: ["account", "plan_name"], ofAccount: byAccount },
  { table: "maintenance_windows", key: ["account", "name"], ofAccount: byAccount },
  { table: "event_queue_items", key: ["destination", "subject", "position"], ofAccount: byAccount },
  { table: "event_queues", key: ["destination", "subject"], ofAccount: byAccount },
  { table: "topic_bindings", key: ["id"], ofAccount: byAccount },
  { table: "event_webhooks", key: ["id"], ofAccount: byAccount },
  { table: "events", key: ["id"], ofAccount: byAccount },
  { table: "intake_keys", key: ["key_id"], ofAccount: byAccount },
  { table: "secrets", key: ["account", "name"], ofAccount: byAccount },
  { table: "resource_policies", key: ["resource_arn", "policy_id"], ofAccount: byArn("resource_arn") },
  { table: "response_plans", key: ["account", "name"], ofAccount: byAccount },
  { table: "rotation_overrides", key: ["rotation_arn", "id"], ofAccount: byAccount },
  { table: "rotation_members", key: ["contact_arn", "rotation_arn"], ofAccount: byAccount },
  { table: "schedule_rotations", key: ["rotation_arn", "schedule_arn"], ofAccount: byAccount },
  { table: "rotations", key: ["arn"], ofAccount: byAccount },
  { table: "contact_policies", key: ["contact_arn"], ofAccount: byAccount },
  { table: "contact_channels", key: ["arn"], ofAccount: byAccount },
  { table: "contacts", key: ["arn"], ofAccount: byAccount },
  { table: "tags", key: ["arn"], ofAccount: byAccount },
  { table: "idempotency_tokens", key: ["account", "operation", "token"], ofAccount: byAccount },
];

function deletion({ table, key, ofAccount }: OwnedTable, account: string, limit: number): Sql {
  const columns = join(key.map((column) => raw(column)));
  return sql`
    delete from ${raw(table)} where (${columns}) in (
      select ${columns} from ${raw(table)} where ${ofAccount(account)} limit ${limit})`;
}

/** How many rows a step deletes at most: about ten milliseconds of work. */
const rowsPerStep = 500;

/**
 * One step of deleting what belongs to an account whose set is DELETING; killed between two steps, it goes on with the
 * next. An account whose set is not is left alone, so that a late step cannot hurt a new set.
 * @param rows at most so many are deleted in this step
 * @returns `gone` when this step removed the last of it, the set included
 */
export async function deleteSomeAccountData(
  tx: Transaction,
  account: string,
  rows = rowsPerStep,
): Promise<"more" | "gone" | "not deleting"> {
  const set = await lockReplicationSet(tx, account);
  if (set?.status !== "DELETING") return "not deleting";
  let left = rows;
  for (const table of tables) {
    left -= await tx.run(deletion(table, account, left));
    if (left <= 0) return "more";
  }
  await removeReplicationSet(tx, account);
  return "gone";
}
