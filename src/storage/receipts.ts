// The receipts of pages: what became of each, in plain words.
import sql, { bulk, empty } from "sql-template-tag";
import type { Receipt } from "../domain/engagement/receipt.ts";
import type { Reader, Transaction } from "./storage.ts";

/** Receipts of one time are in the order of their ids. */
export interface KeptReceipt extends Receipt {
  readonly id: string;
}

/** At least one, of pages whose engagement is held. */
export const addReceipts = (
  tx: Transaction,
  account: string,
  receipts: readonly KeptReceipt[],
): Promise<number> =>
  tx.run(sql`
    insert into page_receipts (page_arn, receipt_time, id, account, type, info)
    values ${bulk(receipts.map((it) => [it.page, it.at, it.id, account, it.type, it.info]))}`);

/** Whether the page has a receipt of this type that says this. */
export const hasReceipt = async (
  reader: Reader,
  { page, type, info }: Pick<Receipt, "page" | "type" | "info">,
): Promise<boolean> =>
  (await reader.first(sql`
    select id from page_receipts where page_arn = ${page} and type = ${type} and info = ${info} limit 1`)) !==
  undefined;

interface Row {
  readonly id: string;
  readonly receipt_time: number;
  readonly type: Receipt["type"];
  readonly info: string;
}

export interface ReceiptList {
  readonly page: string;
  /** Only what comes after it: the time and id of the last receipt already listed. */
  readonly after?: readonly [time: number, id: string] | undefined;
  readonly limit: number;
}

/** The newest first. */
export async function listReceipts(
  reader: Reader,
  { page, after, limit }: ReceiptList,
): Promise<KeptReceipt[]> {
  const rows = await reader.all<Row>(sql`
    select id, receipt_time, type, info from page_receipts where page_arn = ${page}
    ${after === undefined ? empty : sql`and (receipt_time, id) < (${after[0]}, ${after[1]})`}
    order by receipt_time desc, id desc limit ${limit}`);
  return rows.map(({ id, receipt_time: at, type, info }) => ({ id, page, at, type, info }));
}
