// Intake keys: who may send alerts, and for which response plan.
import type { Migration } from "./migrations.ts";

export const intakeKeys: Migration = {
  name: "intake keys",
  statements: [
    // `hash` is empty once the key is revoked. `sources` is a JSON list, null for all. `sealed_signing_secret` is what the
    // sender signs with, encrypted for this key alone.
    `create table intake_keys (
      key_id text primary key,
      account text not null,
      hash text not null,
      plan_name text not null,
      sources text,
      sealed_signing_secret text,
      created bigint not null,
      last_used bigint,
      revoked bigint
    )`,
    `create index intake_keys_of_account on intake_keys (account, created, key_id)`,
  ],
};
