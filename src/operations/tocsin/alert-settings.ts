// PutAlertSettings, GetAlertSettings: what the owner of a response plan says about its alerts.
import { ApiError } from "../../contract/api-error.ts";
import { type Implementation, implement } from "../../contract/call.ts";
import * as contract from "../../contract/tocsin/alert-settings.ts";
import { readSettings, shownSettings } from "../../domain/alerts/rules/read-settings.ts";
import { type AlertSettings, defaultSettings } from "../../domain/alerts/rules/settings.ts";
import { responsePlanArn } from "../../domain/arn.ts";
import { findAlertSettings, putAlertSettings as put } from "../../storage/alert-settings.ts";
import { lockResponsePlan } from "../../storage/response-plans.ts";
import type { Given } from "../given.ts";
import { missingPlans, planNotFound, requirePlan } from "./plans-that-exist.ts";

export const putAlertSettings = ({ storage }: Pick<Given, "storage">): Implementation =>
  implement({
    operation: contract.putAlertSettings,
    resources: ({ responsePlanName: name }, { account }) => [responsePlanArn(account, name)],
    run: (said, { caller: { account } }) => {
      const planName = said.responsePlanName;
      const reading = readSettings(said);
      const settings = "settings" in reading ? reading.settings : undefined;
      const wrong = "mistakes" in reading ? reading.mistakes : [];
      return storage.write(async (tx) => {
        // Held, so that it cannot be deleted meanwhile and leave settings behind.
        if ((await lockResponsePlan(tx, { account, name: planName })) === undefined)
          throw planNotFound(account, planName);
        const gone = await missingPlans(tx, account, plansOf(said.rules ?? []));
        const mistakes = [
          ...wrong,
          ...gone.map((it) => `the response plan ${it}, which a rule names, does not exist`),
        ];
        if (settings === undefined || mistakes.length > 0)
          throw new ApiError("ValidationException", `${mistakes.join("; ")}.`);
        await put(tx, { account, planName }, settings);
        return shownSettings(planName, settings);
      });
    },
  });

export const getAlertSettings = ({ storage }: Pick<Given, "storage">): Implementation =>
  implement({
    operation: contract.getAlertSettings,
    resources: ({ responsePlanName: name }, { account }) => [responsePlanArn(account, name)],
    run: ({ responsePlanName: planName }, { caller: { account } }) =>
      storage.read(async (reader) => {
        await requirePlan(reader, account, planName);
        const settings: AlertSettings =
          (await findAlertSettings(reader, { account, planName })) ?? defaultSettings;
        return shownSettings(planName, settings);
      }),
  });

const plansOf = (rules: readonly contract.ShownRule[]): string[] =>
  rules.flatMap(({ responsePlanName }) => responsePlanName ?? []);
