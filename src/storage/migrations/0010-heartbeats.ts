// Heartbeats: who is to be heard from, how often, and when they were.
import type { Migration } from "./migrations.ts";

export const heartbeatTable: Migration = {
  name: "heartbeats",
  statements: [
    // `told` is what the alerts last heard of it, null while they are told; `deadline` is null while nothing is waited for. Durations are milliseconds.
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
      deadline bigint,
      postponed integer not null,
      told text,
      message text,
      created bigint not null,
      primary key (account, name)
    )`,
  ],
};
