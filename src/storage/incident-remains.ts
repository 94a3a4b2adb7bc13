// What is left of an incident when its record is gone: nobody can see it any more, and nobody can add to it.
import sql, { type Sql, join, raw } from "sql-template-tag";
import type { Transaction } from "./storage.ts";

/** The kind of the timer that sees to it that it goes; its key is the ARN. */
export const deletingRemains = "delete-incident-remains";

interface Remains {
  readonly table: string;
  readonly arnColumn: string;
  readonly key: readonly string[];
}

/** A table that holds parts of incidents gets its line here. */
const tables: readonly Remains[] = [
  { table: "timeline_events", arnColumn: "incident_arn", key: ["incident_arn", "id"] },
  { table: "related_items", arnColumn: "incident_arn", key: ["incident_arn", "generated_id"] },
  { table: "findings", arnColumn: "incident_arn", key: ["incident_arn", "id"] },
  { table: "tags", arnColumn: "arn", key: ["arn"] },
];

function deletion({ table, arnColumn, key }: Remains, arn: string, limit: number): Sql {
  const columns = join(key.map((column) => raw(column)));
  return sql`
    delete from ${raw(table)} where (${columns}) in (
      select ${columns} from ${raw(table)} where ${raw(arnColumn)} = ${arn} limit ${limit})`;
}

/** How many rows a step deletes at most: some tens of milliseconds of work. */
const rowsPerStep = 1000;

/**
 * One step. To be called in a later transaction than the one that deleted the record: that one does not see what others
 * added while it began.
 */
export async function deleteSomeRemains(
  tx: Transaction,
  arn: string,
  rows = rowsPerStep,
): Promise<"more" | "gone"> {
  let left = rows;
  for (const table of tables) {
    left -= await tx.run(deletion(table, arn, left));
    if (left <= 0) return "more";
  }
  return "gone";
}
