// What calls with a client token answered, so that a repeated call gets the same answer.
import sql from "sql-template-tag";
import type { Reader, Transaction } from "./storage.ts";

/** Tokens belong to one operation of one account. */
export interface TokenKey {
  readonly account: string;
  readonly operation: string;
  readonly token: string;
}

interface Remembered {
  /** Of the request that was answered. */
  readonly fingerprint: string;
  /** JSON. */
  readonly answer: string;
}

export const recall = (reader: Reader, key: TokenKey): Promise<Remembered | undefined> =>
  reader.first<Remembered>(sql`
    select fingerprint, answer from idempotency_tokens
    where account = ${key.account} and operation = ${key.operation} and token = ${key.token}`);

/** Call it in the transaction whose effects the answer reports. @param now epoch milliseconds */
export const remember = (tx: Transaction, key: TokenKey, it: Remembered, now: number): Promise<number> =>
  tx.run(sql`
    insert into idempotency_tokens (account, operation, token, fingerprint, answer, created)
    values (${key.account}, ${key.operation}, ${key.token}, ${it.fingerprint}, ${it.answer}, ${now})
    on conflict (account, operation, token) do nothing`);

/** Forgets at most `limit` tokens made before the given time; answers how many. */
export const forgetBefore = (tx: Transaction, time: number, limit: number): Promise<number> =>
  tx.run(sql`
    delete from idempotency_tokens where (account, operation, token) in (
      select account, operation, token from idempotency_tokens where created < ${time} order by created limit ${limit})`);
