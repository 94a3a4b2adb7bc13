// TryAlert: what an alert would do if it came in now. Nothing of it stays.
import { ApiError } from "../../contract/api-error.ts";
import { type Implementation, implement } from "../../contract/call.ts";
import { tryAlert as operation, type TriedAlert } from "../../contract/tocsin/try-alert.ts";
import type { Alert, TakenAlert } from "../../domain/alerts/alert.ts";
import { responsePlanArn } from "../../domain/arn.ts";
import { type Intake, openIntake } from "../alerts/intake.ts";
import { tryAlerts } from "../alerts/take-alerts.ts";
import type { GivenForTrying } from "./given.ts";

export const tryAlert = (given: GivenForTrying): Implementation =>
  implement({
    operation,
    resources: ({ responsePlanName: name }, { account }) => [responsePlanArn(account, name)],
    run: async ({ responsePlanName: planName, source, payload }, { caller }) => {
      const { account, arn: by } = caller;
      const read = given.readers.get(source);
      if (read === undefined) throw unknownSource(source, given.readers);
      const now = given.clock.now();
      const alerts = await read({ account, planName, payload, now }).catch((error: unknown) => {
        throw unreadable(source, error);
      });
      const tried = await tryAlerts(given, { account, planName, alerts, by });
      return given.storage.read(async (reader) => {
        const intake = await openIntake(reader, { account, planName, now });
        return {
          alerts: await Promise.all(tried.map((it, index) => told(it, { alert: alerts[index], intake }))),
        };
      });
    },
  });

interface Told {
  readonly alert: Alert | undefined;
  readonly intake: Intake;
}

async function told(taken: TakenAlert, { alert, intake }: Told): Promise<TriedAlert> {
  const { key, outcome, because, planName, title, impact, incidentArn } = taken;
  const shown = { key, outcome, because, responsePlanName: planName, title, impact, incidentArn };
  if (alert === undefined) return shown;
  const { plan, ruling } = await intake.destination(alert);
  return {
    ...shown,
    dedupeString: plan.incidentTemplate.dedupeString ?? ruling.dedupe,
    rule: ruling.rule,
    window: intake.covering(alert, planName)?.name,
    missing: ruling.missing === undefined ? undefined : [...ruling.missing],
  };
}

/** Whatever the source would answer its sender, here it is said of the payload. */
const unreadable = (source: string, error: unknown): unknown =>
  error instanceof ApiError
    ? new ApiError("ValidationException", `${source} would refuse the payload: ${error.message}`)
    : error;

function unknownSource(name: string, readers: GivenForTrying["readers"]): ApiError {
  const known = [...readers.keys()].toSorted().join(", ");
  return new ApiError(
    "ValidationException",
    `There is no source of alerts called ${name}. There are: ${known}.`,
  );
}
