// Maintenance windows, by the account's name for them.
import sql from "sql-template-tag";
import type { MaintenanceWindow } from "../domain/alerts/windows/maintenance-window.ts";
import type { Reader, Transaction } from "./storage.ts";

interface Row {
  readonly document: string;
}

interface WindowKey {
  readonly account: string;
  readonly name: string;
}

const read = ({ document }: Row): MaintenanceWindow => JSON.parse(document) as MaintenanceWindow;

/** Those of the account that could be open at the instant, by name. */
export const openWindows = async (
  reader: Reader,
  account: string,
  now: number,
): Promise<MaintenanceWindow[]> =>
  (
    await reader.all<Row>(sql`
      select document from maintenance_windows
      where account = ${account} and starts <= ${now} and (over_at is null or over_at > ${now})
      order by name`)
  ).map(read);

/** All of the account, by name. */
export const listMaintenanceWindows = async (reader: Reader, account: string): Promise<MaintenanceWindow[]> =>
  (
    await reader.all<Row>(
      sql`select document from maintenance_windows where account = ${account} order by name`,
    )
  ).map(read);

/** Held until the end of the transaction. */
export const lockMaintenanceWindow = async (
  tx: Transaction,
  { account, name }: WindowKey,
): Promise<MaintenanceWindow | undefined> => {
  const row = await tx.lock<Row>(
    sql`select document from maintenance_windows where account = ${account} and name = ${name}`,
    "update",
  );
  return row === undefined ? undefined : read(row);
};

/** How many the account has, except the one of the name. */
export const countOtherWindows = async (reader: Reader, { account, name }: WindowKey): Promise<number> => {
  const row = await reader.first<{ readonly count: number }>(sql`
    select count(*) as count from maintenance_windows where account = ${account} and name <> ${name}`);
  return row?.count ?? 0;
};

/** @param overAt when it has ended for the last time: epoch milliseconds, absent when it never does */
export const putMaintenanceWindow = (
  tx: Transaction,
  account: string,
  { window, overAt }: { readonly window: MaintenanceWindow; readonly overAt: number | undefined },
): Promise<number> =>
  tx.run(sql`
    insert into maintenance_windows (account, name, starts, over_at, document)
    values (${account}, ${window.name}, ${window.start}, ${overAt ?? null}, ${JSON.stringify(window)})
    on conflict (account, name) do update
    set starts = excluded.starts, over_at = excluded.over_at, document = excluded.document`);

/** @returns whether it was there */
export const removeMaintenanceWindow = async (
  tx: Transaction,
  { account, name }: WindowKey,
): Promise<boolean> =>
  (await tx.run(sql`delete from maintenance_windows where account = ${account} and name = ${name}`)) === 1;

/** Those that were over before the instant. */
export const forgetOldWindows = (tx: Transaction, account: string, before: number): Promise<number> =>
  tx.run(sql`delete from maintenance_windows where account = ${account} and over_at < ${before}`);
