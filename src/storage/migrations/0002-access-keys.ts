// Access keys: who may call, and with which permissions.
import type { Migration } from "./migrations.ts";

export const accessKeys: Migration = {
  name: "access keys",
  statements: [
    // `sealed` is the secret, encrypted for this key alone; empty once the key is revoked. `policy` is the name of a
    // ready-made policy, or a document. A revoked key stays, so that old records can be understood.
    `create table access_keys (
      access_key_id text primary key,
      account text not null,
      kind text not null check (kind in ('root', 'user')),
      user_name text not null,
      sealed text not null,
      policy text not null,
      created bigint not null,
      last_used bigint,
      revoked bigint
    )`,
    `create index access_keys_of_account on access_keys (account, created, access_key_id)`,
    // One row for each account, so that nodes that start together come to the same root key.
    `create table root_keys (
      account text primary key,
      access_key_id text not null
    )`,
  ],
};
