// What incidents point at, in the order in which it was added.
import sql, { bulk, empty } from "sql-template-tag";
import type { IdentifiedItem } from "../domain/incident/related-items.ts";
import type { Reader, Transaction } from "./storage.ts";

/** At least one, for an incident that has none yet; no two with the same id. */
export const addFirstItems = (
  tx: Transaction,
  incidentArn: string,
  items: readonly IdentifiedItem[],
): Promise<number> =>
  tx.run(sql`
    insert into related_items (incident_arn, generated_id, position, item)
    values ${bulk(items.map((item, index) => [incidentArn, item.generatedId, index + 1, JSON.stringify(item)]))}`);

/** Adds it as the last one, or replaces the one with its id. The incident is held for update. */
export const putItem = (tx: Transaction, incidentArn: string, item: IdentifiedItem): Promise<number> =>
  tx.run(sql`
    insert into related_items (incident_arn, generated_id, position, item)
    values (${incidentArn}, ${item.generatedId},
      (select coalesce(max(position), 0) + 1 from related_items where incident_arn = ${incidentArn}),
      ${JSON.stringify(item)})
    on conflict (incident_arn, generated_id) do update set item = excluded.item`);

interface Row {
  readonly position: number;
  readonly item: string;
}

export const findItem = async (
  reader: Reader,
  incidentArn: string,
  generatedId: string,
): Promise<IdentifiedItem | undefined> => {
  const row = await reader.first<Row>(sql`
    select position, item from related_items where incident_arn = ${incidentArn} and generated_id = ${generatedId}`);
  return row === undefined ? undefined : (JSON.parse(row.item) as IdentifiedItem);
};

export const countItems = async (reader: Reader, incidentArn: string): Promise<number> => {
  const row = await reader.first<{ items: number }>(
    sql`select count(*) as items from related_items where incident_arn = ${incidentArn}`,
  );
  return row?.items ?? 0;
};

export const removeItem = (tx: Transaction, incidentArn: string, generatedId: string): Promise<number> =>
  tx.run(
    sql`delete from related_items where incident_arn = ${incidentArn} and generated_id = ${generatedId}`,
  );

interface PlacedItem {
  /** Greater for what was added later. */
  readonly position: number;
  readonly item: IdentifiedItem;
}

/** @param after the position of the last item already listed */
export const listItems = async (
  reader: Reader,
  list: { readonly incidentArn: string; readonly after: number | undefined; readonly limit: number },
): Promise<PlacedItem[]> => {
  const rows = await reader.all<Row>(sql`
    select position, item from related_items
    where incident_arn = ${list.incidentArn} ${list.after === undefined ? empty : sql`and position > ${list.after}`}
    order by position limit ${list.limit}`);
  return rows.map(({ position, item }) => ({ position, item: JSON.parse(item) as IdentifiedItem }));
};
