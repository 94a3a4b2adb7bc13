// What happened, for whoever is told of it: the log of events, where they go, and what waits to go there.
import type { Migration } from "./migrations.ts";

export const eventTables: Migration = {
  name: "events",
  statements: [
    // `id` sorts by time, and tells it. `subject` is the incident's ARN, or `-`.
    `create table events (
      id text primary key,
      account text not null,
      subject text not null,
      document text not null
    )`,
    `create index events_of_account on events (account, id)`,
    // One for each destination and subject. Items from taken + 1 to written wait; while some do, a timer is set.
    `create table event_queues (
      destination text not null,
      subject text not null,
      account text not null,
      written bigint not null,
      taken bigint not null,
      state text,
      given_up bigint not null,
      last_failure text,
      last_failure_time bigint,
      primary key (destination, subject)
    )`,
    `create index event_queues_of_account on event_queues (account)`,
    `create index event_queues_failed on event_queues (account, destination) where given_up > 0`,
    `create table event_queue_items (
      destination text not null,
      subject text not null,
      position bigint not null,
      account text not null,
      event_id text not null,
      primary key (destination, subject, position)
    )`,
    `create index event_queue_items_of_account on event_queue_items (account)`,
    // `sealed` is the whole configuration, `shown` what of it is no secret.
    `create table topic_bindings (
      id text primary key,
      account text not null,
      topic_arn text not null,
      kind text not null,
      sealed text not null,
      shown text not null,
      created bigint not null
    )`,
    `create index topic_bindings_of_topic on topic_bindings (account, topic_arn, id)`,
    `create table event_webhooks (
      id text primary key,
      account text not null,
      sealed text not null,
      shown_url text not null,
      pattern text,
      created bigint not null
    )`,
    `create index event_webhooks_of_account on event_webhooks (account, id)`,
  ],
};
