// Everything that ssm-incidents keeps: the replication set, response plans, incidents with what belongs to them, tags, policies, client tokens.
import type { Migration } from "./migrations.ts";

const replicationSetsAndPlans = [
  // One for each account; `document` has the regions, the deletion protection, and who and when.
  `create table replication_sets (
    account text primary key,
    arn text not null unique,
    status text not null,
    document text not null
  )`,
  // `document` is what GetResponsePlan answers.
  `create table response_plans (
    account text not null,
    name text not null,
    document text not null,
    primary key (account, name)
  )`,
  `create table resource_policies (
    resource_arn text not null,
    policy_id text not null,
    policy text not null,
    ram_region text not null,
    created bigint not null,
    primary key (resource_arn, policy_id)
  )`,
];

const incidents = [
  // `document` is the whole record; the columns repeat what lists filter and sort by.
  `create table incidents (
    arn text primary key,
    account text not null,
    status text not null,
    impact integer not null,
    created_by text not null,
    creation_time bigint not null,
    document text not null
  )`,
  // Between them they answer every filter of ListIncidentRecords from stretches that are in the list's order.
  `create index incidents_by_state on incidents (account, status, impact, creation_time, arn)`,
  `create index incidents_by_creator on incidents (account, created_by, status, impact, creation_time, arn)`,
  // Which open incident absorbs triggers with this dedupe string. The key is a digest: the string may be too long for an index.
  `create table open_dedupes (
    account text not null,
    dedupe_key text not null,
    incident_arn text not null,
    primary key (account, dedupe_key)
  )`,
  `create index open_dedupes_by_incident on open_dedupes (incident_arn)`,
];

const partsOfIncidents = [
  `create table timeline_events (
    incident_arn text not null,
    id text not null,
    event_time bigint not null,
    updated_time bigint not null,
    event_type text not null,
    event_data text not null,
    event_references text,
    primary key (incident_arn, id)
  )`,
  `create index timeline_events_by_time on timeline_events (incident_arn, event_time, id)`,
  // `position` is the order of adding.
  `create table related_items (
    incident_arn text not null,
    generated_id text not null,
    position bigint not null,
    item text not null,
    primary key (incident_arn, generated_id)
  )`,
  `create table findings (
    incident_arn text not null,
    id text not null,
    creation_time bigint not null,
    last_modified_time bigint not null,
    details text,
    primary key (incident_arn, id)
  )`,
];

const tagsAndTokens = [
  `create table tags (
    arn text primary key,
    account text not null,
    tags text not null
  )`,
  `create index tags_by_account on tags (account)`,
  `create table idempotency_tokens (
    account text not null,
    operation text not null,
    token text not null,
    fingerprint text not null,
    answer text not null,
    created bigint not null,
    primary key (account, operation, token)
  )`,
  `create index idempotency_tokens_by_age on idempotency_tokens (created)`,
];

export const incidentTables: Migration = {
  name: "incidents",
  statements: [...replicationSetsAndPlans, ...incidents, ...partsOfIncidents, ...tagsAndTokens],
};
