// Facts about the database itself, by name.
import sql from "sql-template-tag";
import type { Reader, Transaction } from "./storage.ts";

export const readMeta = async (reader: Reader, name: string): Promise<string | undefined> =>
  (await reader.first<{ value: string }>(sql`select value from meta where name = ${name}`))?.value;

export const writeMeta = async (tx: Transaction, name: string, value: string): Promise<void> => {
  await tx.run(sql`
    insert into meta (name, value) values (${name}, ${value})
    on conflict (name) do update set value = excluded.value`);
};
