// The overrides of rotations.
import sql from "sql-template-tag";
import type { KeptOverride } from "../domain/contacts/rotation.ts";
import type { Span } from "../domain/shifts/rotation.ts";
import type { Reader, Transaction } from "./storage.ts";

interface Row {
  readonly rotation_arn: string;
  readonly id: string;
  readonly account: string;
  readonly start_time: number;
  readonly end_time: number;
  readonly create_time: number;
  readonly new_contacts: string;
}

const columns = sql`rotation_arn, id, account, start_time, end_time, create_time, new_contacts`;

const overrideOf = (row: Row): KeptOverride => ({
  rotationArn: row.rotation_arn,
  id: row.id,
  account: row.account,
  startTime: row.start_time,
  endTime: row.end_time,
  createTime: row.create_time,
  newContactIds: JSON.parse(row.new_contacts) as string[],
});

/** Of a rotation that is held, so that no override outlives it. */
export const addOverride = (tx: Transaction, it: KeptOverride): Promise<number> =>
  tx.run(sql`
    insert into rotation_overrides (${columns})
    values (${it.rotationArn}, ${it.id}, ${it.account}, ${it.startTime}, ${it.endTime}, ${it.createTime},
      ${JSON.stringify(it.newContactIds)})`);

interface OverrideKey {
  readonly rotationArn: string;
  readonly id: string;
}

export const findOverride = async (
  reader: Reader,
  { rotationArn, id }: OverrideKey,
): Promise<KeptOverride | undefined> => {
  const row = await reader.first<Row>(
    sql`select ${columns} from rotation_overrides where rotation_arn = ${rotationArn} and id = ${id}`,
  );
  return row === undefined ? undefined : overrideOf(row);
};

/** @returns whether it was there */
export const removeOverride = async (tx: Transaction, { rotationArn, id }: OverrideKey): Promise<boolean> =>
  (await tx.run(sql`delete from rotation_overrides where rotation_arn = ${rotationArn} and id = ${id}`)) ===
  1;

export const removeOverrides = (tx: Transaction, rotation: string): Promise<number> =>
  tx.run(sql`delete from rotation_overrides where rotation_arn = ${rotation}`);

/** Those that begin before the range ends and end after it begins (epoch milliseconds), in no order. */
export const overridesOf = async (reader: Reader, rotation: string, range: Span): Promise<KeptOverride[]> => {
  const rows = await reader.all<Row>(sql`
    select ${columns} from rotation_overrides
    where rotation_arn = ${rotation} and start_time < ${range.end} and end_time > ${range.start}`);
  return rows.map(overrideOf);
};

/** How many have not ended at the time (epoch milliseconds). */
export const countOverridesAfter = async (reader: Reader, rotation: string, time: number): Promise<number> =>
  Number(
    (
      await reader.first<{ total: number }>(sql`
        select count(*) as total from rotation_overrides
        where rotation_arn = ${rotation} and end_time > ${time}`)
    )?.total,
  );

export interface OverrideList extends Span {
  readonly rotation: string;
  /** Only what comes after it: the start and id of the last override already listed. */
  readonly after: readonly [start: number, id: string] | undefined;
  readonly limit: number;
}

/** Those that lie at least partly in the range, ordered by their start, then by their making. */
export async function listOverrides(reader: Reader, list: OverrideList): Promise<KeptOverride[]> {
  const [start, id] = list.after ?? [Number.MIN_SAFE_INTEGER, ""];
  const rows = await reader.all<Row>(sql`
    select ${columns} from rotation_overrides
    where rotation_arn = ${list.rotation} and (start_time, id) > (${start}, ${id})
      and start_time < ${list.end} and end_time > ${list.start}
    order by start_time, id limit ${list.limit}`);
  return rows.map(overrideOf);
}
