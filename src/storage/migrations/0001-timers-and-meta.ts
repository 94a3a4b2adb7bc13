// Durable timers, and facts about the database itself.
import type { Migration } from "./migrations.ts";

export const timersAndMeta: Migration = {
  name: "timers and meta",
  statements: [
    `create table meta (
      name text primary key,
      value text not null
    )`,
    // `due` is the next run's time. A run holds the timer through `holder` until `lease_until`, and may commit as long as
    // `fence` is the one it got. Dead timers have used up their attempts and wait for a person.
    `create table timers (
      id text primary key,
      kind text not null,
      key text not null,
      due bigint not null,
      payload text not null,
      state text not null check (state in ('pending', 'dead')),
      fence bigint not null,
      attempts integer not null,
      last_error text,
      holder text,
      lease_until bigint not null,
      unique (kind, key)
    )`,
    `create index timers_pending on timers (due) where state = 'pending'`,
    `create index timers_dead on timers (due, id) where state = 'dead'`,
  ],
};
