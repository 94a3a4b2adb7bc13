// Recent deployments and stack updates, so that those from before an incident are found when it opens.
import type { Migration } from "./migrations.ts";

export const changesTable: Migration = {
  name: "changes",
  statements: [
    `create table changes (
      account text not null,
      id text not null,
      subject text not null,
      start_time bigint not null,
      document text not null,
      primary key (account, id)
    )`,
    `create index changes_by_subject on changes (account, subject, start_time)`,
    `create index changes_by_time on changes (account, start_time)`,
    // A change goes on after it has become a finding of several incidents.
    `create index findings_by_id on findings (id)`,
  ],
};
