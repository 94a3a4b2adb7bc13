// Every step of the schema, in order. To add one: write `NNNN-what-it-brings.ts` beside the others and name it here, last.
import { timersAndMeta } from "./0001-timers-and-meta.ts";
import { accessKeys } from "./0002-access-keys.ts";
import { incidentTables } from "./0003-incidents.ts";
import { contactTables } from "./0004-contacts.ts";
import { engagementTables } from "./0005-engagements.ts";
import { outboxTable } from "./0006-outbox.ts";
import { alertsTable } from "./0007-alerts.ts";
import { intakeKeys } from "./0008-intake-keys.ts";
import { alertSettingsTables } from "./0009-alert-settings.ts";
import { heartbeatTable } from "./0010-heartbeats.ts";
import { eventTables } from "./0011-events.ts";
import { secretsTable } from "./0012-secrets.ts";
import { changesTable } from "./0013-changes.ts";

/**
 * Statements in the subset of both engines: `text`, `bigint` (times are epoch milliseconds), `integer`; no triggers,
 * sequences or defaults that call functions. `text` as a word means the type (its order is that of the UTF-8 bytes), so
 * give no column that name. A step that has been released never changes.
 */
export interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
}

/** The version of a database is how many of these it has had. */
export const migrations: readonly Migration[] = [
  timersAndMeta,
  accessKeys,
  incidentTables,
  contactTables,
  engagementTables,
  outboxTable,
  alertsTable,
  intakeKeys,
  alertSettingsTables,
  heartbeatTable,
  eventTables,
  secretsTable,
  changesTable,
];
