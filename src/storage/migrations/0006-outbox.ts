// Every message that was sent, failed or only kept, as it was written.
import type { Migration } from "./migrations.ts";

export const outboxTable: Migration = {
  name: "outbox",
  statements: [
    // `id` sorts by time. `address` is in small letters, to be found by; `document` has it as it is, with everything else.
    `create table outbox (
      id text primary key,
      account text not null,
      sent_time bigint not null,
      address text not null,
      document text not null
    )`,
    `create index outbox_of_account on outbox (account, id)`,
    `create index outbox_by_address on outbox (account, address, id)`,
    `create index outbox_by_time on outbox (sent_time)`,
  ],
};
