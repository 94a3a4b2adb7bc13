// What response plans' owners have said about alerts, one document a plan.
import sql from "sql-template-tag";
import type { AlertSettings } from "../domain/alerts/rules/settings.ts";
import type { Reader, Transaction } from "./storage.ts";

export interface SettingsKey {
  readonly account: string;
  readonly planName: string;
}

/** Undefined for a plan about whose alerts nobody has said anything. */
export async function findAlertSettings(
  reader: Reader,
  { account, planName }: SettingsKey,
): Promise<AlertSettings | undefined> {
  const row = await reader.first<{ readonly document: string }>(
    sql`select document from alert_settings where account = ${account} and plan_name = ${planName}`,
  );
  return row === undefined ? undefined : (JSON.parse(row.document) as AlertSettings);
}

/** All of them: what was said before is gone. */
export const putAlertSettings = (
  tx: Transaction,
  { account, planName }: SettingsKey,
  settings: AlertSettings,
): Promise<number> =>
  tx.run(sql`
    insert into alert_settings (account, plan_name, document)
    values (${account}, ${planName}, ${JSON.stringify(settings)})
    on conflict (account, plan_name) do update set document = excluded.document`);

export const removeAlertSettings = (tx: Transaction, { account, planName }: SettingsKey): Promise<number> =>
  tx.run(sql`delete from alert_settings where account = ${account} and plan_name = ${planName}`);
