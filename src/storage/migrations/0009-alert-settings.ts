// What is said about alerts beforehand: settings of response plans, and when nobody is to be paged.
import type { Migration } from "./migrations.ts";

export const alertSettingsTables: Migration = {
  name: "alert-settings",
  statements: [
    `create table alert_settings (
      account text not null,
      plan_name text not null,
      document text not null,
      primary key (account, plan_name)
    )`,
    // Outside `starts` (inclusive) to `over_at` (exclusive) it covers nothing; `over_at` is null when it comes again for ever.
    `create table maintenance_windows (
      account text not null,
      name text not null,
      starts bigint not null,
      over_at bigint,
      document text not null,
      primary key (account, name)
    )`,
  ],
};
