// Everything that paging keeps: engagements, the pages that they sent, and the receipts that these left.
import type { Migration } from "./migrations.ts";

export const engagementTables: Migration = {
  name: "engagements",
  statements: [
    // `words`, `plan` and what stands before them never change; `course` is how far the plan has come. `incident` is any
    // text, `incident_key` its digest, since it may be too long for an index.
    `create table engagements (
      arn text primary key,
      account text not null,
      region text not null,
      contact_arn text not null,
      sender text not null,
      incident text,
      incident_key text,
      started bigint not null,
      ended bigint,
      words text not null,
      plan text not null,
      course text not null
    )`,
    `create index engagements_by_start on engagements (account, region, started, arn)`,
    `create index engagements_of_incident on engagements (account, incident_key, region, started, arn)`,
    // `document` is the whole page; the columns repeat what is looked for.
    `create table pages (
      arn text primary key,
      account text not null,
      engagement_arn text not null,
      contact_arn text not null,
      channel_arn text not null,
      created bigint not null,
      code text not null,
      state text not null,
      document text not null
    )`,
    `create index pages_of_engagement on pages (engagement_arn, created, arn)`,
    `create index pages_of_contact on pages (contact_arn, created, arn)`,
    `create index pages_by_code on pages (code, created)`,
    `create index pages_of_account on pages (account)`,
    `create table page_receipts (
      page_arn text not null,
      receipt_time bigint not null,
      id text not null,
      account text not null,
      type text not null,
      info text not null,
      primary key (page_arn, receipt_time, id)
    )`,
    `create index page_receipts_of_account on page_receipts (account)`,
  ],
};
