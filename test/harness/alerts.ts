// Alerts that come in on a storage, as an intake hands them on, and what became of the incidents.
import sql from "sql-template-tag";
import { systemClock } from "../../src/clock.ts";
import type { Alert, TakenAlert } from "../../src/domain/alerts/alert.ts";
import type { Cause } from "../../src/domain/alerts/cause.ts";
import { lookingAgain } from "../../src/domain/alerts/windows.ts";
import { type AlertSettings, defaultSettings } from "../../src/domain/alerts/rules/settings.ts";
import type { MaintenanceWindow } from "../../src/domain/alerts/windows/maintenance-window.ts";
import { endSuppression } from "../../src/operations/alerts/end-suppression.ts";
import { setNextLook } from "../../src/operations/alerts/set-next-look.ts";
import { takeAlerts, tryAlerts } from "../../src/operations/alerts/take-alerts.ts";
import { putAlertSettings } from "../../src/storage/alert-settings.ts";
import { putMaintenanceWindow } from "../../src/storage/maintenance-windows.ts";
import { advanceTo } from "../../src/timers/manual-time.ts";
import { TimerRunner } from "../../src/timers/runner.ts";
import { lookAgainAtSuppressed } from "../../src/workers/look-again-at-suppressed.ts";
import type { Calls } from "./calls.ts";
import { silent } from "./engines.ts";
import { type ReadyAccount, readyAccount } from "./ready-account.ts";

/** A disk that fills, told by a source that repeats and says when it is over. */
export const alertOf = (more: Partial<Alert> = {}): Alert => ({
  source: "prometheus.alertmanager",
  status: "FIRING",
  key: "disk",
  title: "DiskFull web-1",
  labels: { alertname: "DiskFull" },
  relatedItems: [],
  payload: { alertname: "DiskFull" },
  repeats: true,
  resolves: true,
  ...more,
});

export interface AlertedAccount extends ReadyAccount {
  /** To the plan `web`, unless said otherwise. */
  readonly take: (...alerts: Partial<Alert>[]) => Promise<readonly TakenAlert[]>;
  /** Of one alert. */
  readonly taken: (alert?: Partial<Alert>) => Promise<TakenAlert>;
  readonly tried: (alert?: Partial<Alert>) => Promise<readonly TakenAlert[]>;
  readonly settings: (settings: Partial<AlertSettings>) => Promise<unknown>;
  readonly window: (window: Partial<MaintenanceWindow>) => Promise<unknown>;
  readonly causes: () => Promise<Cause[]>;
  readonly eventTypes: (incident: string | undefined) => Promise<string[]>;
  /** Moves the clock on, milliseconds. */
  readonly pass: (milliseconds: number) => void;
  /** Moves the clock on and looks again at suppressed alerts when that comes due. */
  readonly passLooking: (milliseconds: number) => Promise<void>;
}

export async function alertedAccount(
  tocsin: Calls,
  plan: Parameters<ReadyAccount["plan"]>[1] = {},
): Promise<AlertedAccount> {
  const ready = await readyAccount(tocsin);
  await ready.plan("web", plan);
  const { given, clock } = tocsin;
  const { storage } = given;
  const { account } = ready.caller;
  const taking = (alerts: readonly Partial<Alert>[]) => ({
    account,
    planName: "web",
    alerts: alerts.map(alertOf),
    by: `arn:aws:tocsin::${account}:intake/alertmanager`,
  });
  const take: AlertedAccount["take"] = (...alerts) => takeAlerts(given, taking(alerts));
  return {
    ...ready,
    take,
    taken: async (alert = {}) => {
      const [taken] = await take(alert);
      if (taken === undefined) throw new Error("nothing became of the alert");
      return taken;
    },
    tried: (alert = {}) => tryAlerts(given, taking([alert])),
    settings: (settings) =>
      storage.write((tx) =>
        putAlertSettings(tx, { account, planName: "web" }, { ...defaultSettings, ...settings }),
      ),
    window: (more) => {
      const window = {
        name: "move",
        start: clock.now(),
        end: clock.now() + 3_600_000,
        timeZone: "UTC",
        ...more,
      };
      return storage.write((tx) => putMaintenanceWindow(tx, account, { window, overAt: window.end }));
    },
    causes: async () =>
      (
        await storage.all<{ document: string }>(
          sql`select document from alerts where account = ${account} order by id`,
        )
      ).map(({ document }) => JSON.parse(document) as Cause),
    eventTypes: async (incident = "") => (await ready.timeline(incident)).map(({ eventType }) => eventType),
    pass: (milliseconds) => clock.advanceTo(clock.now() + milliseconds),
    passLooking: async (milliseconds) => {
      const runner = lookingRunner(tocsin);
      await runner.start();
      await advanceTo({ clock, storage, runner }, clock.now() + milliseconds);
      await runner.stop(0);
    },
  };
}

const lookingRunner = ({ given, clock }: Calls): TimerRunner =>
  new TimerRunner({
    storage: given.storage,
    clock,
    wall: systemClock(),
    log: silent,
    random: () => 0.5,
    kinds: {
      [lookingAgain]: {
        run: lookAgainAtSuppressed({
          storage: given.storage,
          lookAt: (tx, cause) => endSuppression(given, tx, cause),
          setNext: setNextLook,
        }),
      },
    },
  });
