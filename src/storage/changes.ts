// Recent deployments and stack updates of an account.
import sql from "sql-template-tag";
import { type Change, subjectOf } from "../domain/alerts/aws/change.ts";
import type { Reader, Transaction } from "./storage.ts";

interface Row {
  readonly document: string;
}

const changesIn = (rows: readonly Row[]): Change[] =>
  rows.map(({ document }) => JSON.parse(document) as Change);

/** The latest first. */
export const changesOfSubject = async (
  reader: Reader,
  of: { readonly account: string; readonly subject: string; readonly limit: number },
): Promise<Change[]> =>
  changesIn(
    await reader.all<Row>(sql`
      select document from changes where account = ${of.account} and subject = ${of.subject}
      order by start_time desc, id limit ${of.limit}`),
  );

/** The latest first, of those that began at the time or after it. */
export const changesSince = async (
  reader: Reader,
  of: { readonly account: string; readonly since: number; readonly limit: number },
): Promise<Change[]> =>
  changesIn(
    await reader.all<Row>(sql`
      select document from changes where account = ${of.account} and start_time >= ${of.since}
      order by start_time desc, id limit ${of.limit}`),
  );

export const findChange = async (
  reader: Reader,
  { account, id }: { readonly account: string; readonly id: string },
): Promise<Change | undefined> =>
  changesIn(
    await reader.all<Row>(sql`select document from changes where account = ${account} and id = ${id}`),
  )[0];

/** Adds it, or replaces the one with its id. */
export const putChange = (tx: Transaction, account: string, it: Change): Promise<number> =>
  tx.run(sql`
    insert into changes (account, id, subject, start_time, document)
    values (${account}, ${it.id}, ${subjectOf(it.changed)}, ${it.startTime}, ${JSON.stringify(it)})
    on conflict (account, id) do update
    set start_time = excluded.start_time, document = excluded.document`);

export const forgetChangesBefore = (tx: Transaction, account: string, time: number): Promise<number> =>
  tx.run(sql`delete from changes where account = ${account} and start_time < ${time}`);
