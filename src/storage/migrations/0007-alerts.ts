// What is known of the causes of alerts, one row for each.
import type { Migration } from "./migrations.ts";

export const alertsTable: Migration = {
  name: "alerts",
  statements: [
    // `id` is a digest of plan, source and key; `document` is all that is known, the columns repeat what is looked for.
    `create table alerts (
      account text not null,
      id text not null,
      plan_name text not null,
      status text not null,
      incident_arn text,
      opened integer not null,
      suppressed_until bigint,
      last_seen bigint not null,
      forget_at bigint not null,
      document text not null,
      primary key (account, id)
    )`,
    `create index alerts_by_status on alerts (account, status, last_seen, id)`,
    `create index alerts_by_plan on alerts (account, plan_name, status, last_seen, id)`,
    `create index alerts_by_incident on alerts (account, incident_arn, status, opened)`,
    `create index alerts_suppressed on alerts (account, suppressed_until)`,
    `create index alerts_by_age on alerts (forget_at)`,
  ],
};
