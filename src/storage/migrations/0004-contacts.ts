// Everything that ssm-contacts keeps of people and plans: contacts, their channels and policies, rotations and overrides.
import type { Migration } from "./migrations.ts";

const contacts = [
  // `document` has the display name and the plan. `uses` changes whenever something comes to rely on the contact, so that
  // a deletion that began before, and does not see it, runs again.
  `create table contacts (
    arn text primary key,
    account text not null,
    region text not null,
    alias text not null,
    type text not null,
    document text not null,
    uses bigint not null
  )`,
  `create index contacts_by_alias on contacts (account, region, alias)`,
  `create index contacts_by_type on contacts (account, region, type, alias)`,
  // `address` repeats the document's. `pending` is the activation code that was sent last, as a digest, and how often codes
  // were sent; null before the first.
  `create table contact_channels (
    arn text primary key,
    account text not null,
    contact_arn text not null,
    address text not null,
    document text not null,
    pending text
  )`,
  `create index contact_channels_of_contact on contact_channels (contact_arn, arn)`,
  `create index contact_channels_of_account on contact_channels (account)`,
  `create index contact_channels_by_address on contact_channels (address)`,
  `create table contact_policies (
    contact_arn text primary key,
    account text not null,
    policy text not null
  )`,
  `create index contact_policies_of_account on contact_policies (account)`,
];

const rotations = [
  // `uses` as above.
  `create table rotations (
    arn text primary key,
    account text not null,
    region text not null,
    name text not null,
    document text not null,
    uses bigint not null
  )`,
  `create index rotations_by_name on rotations (account, region, name, arn)`,
  // Repeats the people of each rotation, so that those of a person are found.
  `create table rotation_members (
    contact_arn text not null,
    rotation_arn text not null,
    account text not null,
    primary key (contact_arn, rotation_arn)
  )`,
  `create index rotation_members_of_rotation on rotation_members (rotation_arn)`,
  `create index rotation_members_of_account on rotation_members (account)`,
  // Repeats the rotations of each on-call schedule, so that the schedules of a rotation are found.
  `create table schedule_rotations (
    rotation_arn text not null,
    schedule_arn text not null,
    account text not null,
    primary key (rotation_arn, schedule_arn)
  )`,
  `create index schedule_rotations_of_schedule on schedule_rotations (schedule_arn)`,
  `create index schedule_rotations_of_account on schedule_rotations (account)`,
  `create table rotation_overrides (
    rotation_arn text not null,
    id text not null,
    account text not null,
    start_time bigint not null,
    end_time bigint not null,
    create_time bigint not null,
    new_contacts text not null,
    primary key (rotation_arn, id)
  )`,
  `create index rotation_overrides_by_start on rotation_overrides (rotation_arn, start_time, id)`,
  `create index rotation_overrides_of_account on rotation_overrides (account)`,
];

export const contactTables: Migration = { name: "contacts", statements: [...contacts, ...rotations] };
