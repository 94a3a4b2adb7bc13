// Heartbeats: who is to be heard from, how often, and when they were.
import type { Migration } from "./migrations.ts";

export const heartbeatTable: Migration = {
  name: "heartbeats",
  statements: [
    // `since` is when it came into its state; `waits_from` is what its deadline counts from, null while nothing is waited for.
    `create table heartbeats (
      account text not null,
      name text not null,
      plan_name text not null,
      period bigint not null,
      grace bigint not null,
      paused integer not null,
      state text not null,
      since bigint not null,
      last_ping bigint,
      waits_from bigint,
      created bigint not null,
      primary key (account, name)
    )`,
  ],
};
