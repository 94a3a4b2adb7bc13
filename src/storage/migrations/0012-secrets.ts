// Secrets that response plans name, such as the token of PagerDuty.
import type { Migration } from "./migrations.ts";

export const secretsTable: Migration = {
  name: "secrets",
  statements: [
    // `sealed` opens only in the row of its own account and name.
    `create table secrets (
      account text not null,
      name text not null,
      sealed text not null,
      created bigint not null,
      updated bigint not null,
      primary key (account, name)
    )`,
  ],
};
