// PutMaintenanceWindow, ListMaintenanceWindows, EndMaintenanceWindow, DeleteMaintenanceWindow. Whenever one changes, alerts that
// were kept back are looked at again at once.
import { ApiError } from "../../contract/api-error.ts";
import { type Implementation, implement } from "../../contract/call.ts";
import * as contract from "../../contract/tocsin/maintenance-window.ts";
import { lookingAgain } from "../../domain/alerts/windows.ts";
import type { MaintenanceWindow } from "../../domain/alerts/windows/maintenance-window.ts";
import { occurrenceAt, overAt } from "../../domain/alerts/windows/occurrence.ts";
import { readWindow, shownWindow } from "../../domain/alerts/windows/read-window.ts";
import { DAY } from "../../domain/shifts/calendar.ts";
import { lookSoonerAtSuppressed } from "../../storage/alerts.ts";
import * as windows from "../../storage/maintenance-windows.ts";
import { touchReplicationSet } from "../../storage/replication-sets.ts";
import type { Transaction } from "../../storage/storage.ts";
import { setTimer } from "../../timers/set-timer.ts";
import type { Given } from "../given.ts";
import { missingPlans } from "./plans-that-exist.ts";

type Needed = Pick<Given, "storage" | "clock">;

/** Each alert is held against all of them. */
const most = 200;
/** How long one is still listed when it is over. */
const kept = 30 * DAY;

const arnOf = (account: string, name: string): string =>
  `arn:aws:tocsin::${account}:maintenance-window/${name}`;

export const putMaintenanceWindow = ({ storage, clock }: Needed): Implementation =>
  implement({
    operation: contract.putMaintenanceWindow,
    resources: ({ name }, { account }) => [arnOf(account, name)],
    run: (said, { caller: { account } }) =>
      storage.write(async (tx) => {
        await touchReplicationSet(tx, account);
        const now = clock.now();
        const reading = readWindow(said, now);
        const gone = await missingPlans(tx, account, said.responsePlanNames ?? []);
        const mistakes = [
          ...("mistakes" in reading ? reading.mistakes : []),
          ...gone.map((it) => `the response plan ${it} does not exist`),
        ];
        if (!("window" in reading) || mistakes.length > 0)
          throw new ApiError("ValidationException", `${mistakes.join("; ")}.`);
        await windows.forgetOldWindows(tx, account, now - kept);
        if ((await windows.countOtherWindows(tx, { account, name: said.name })) >= most)
          throw new ApiError(
            "ValidationException",
            `There are ${most} maintenance windows already: delete some.`,
          );
        await keep(tx, { account, window: reading.window, now });
        return { window: shownWindow(reading.window, now) };
      }),
  });

export const listMaintenanceWindows = ({ storage, clock }: Needed): Implementation =>
  implement({
    operation: contract.listMaintenanceWindows,
    resources: () => ["*"],
    run: async (_, { caller: { account } }) => {
      const all = await windows.listMaintenanceWindows(storage, account);
      return { windows: all.map((window) => shownWindow(window, clock.now())) };
    },
  });

export const endMaintenanceWindow = ({ storage, clock }: Needed): Implementation =>
  implement({
    operation: contract.endMaintenanceWindow,
    resources: ({ name }, { account }) => [arnOf(account, name)],
    run: ({ name }, { caller: { account } }) =>
      storage.write(async (tx) => {
        await touchReplicationSet(tx, account);
        const now = clock.now();
        const window = await windows.lockMaintenanceWindow(tx, { account, name });
        if (window === undefined) throw notFound(account, name);
        if (occurrenceAt(window, now) === undefined) return { window: shownWindow(window, now) };
        const ended = { ...window, ended: now };
        await keep(tx, { account, window: ended, now });
        return { window: shownWindow(ended, now) };
      }),
  });

export const deleteMaintenanceWindow = ({ storage, clock }: Needed): Implementation =>
  implement({
    operation: contract.deleteMaintenanceWindow,
    resources: ({ name }, { account }) => [arnOf(account, name)],
    run: ({ name }, { caller: { account } }) =>
      storage.write(async (tx) => {
        await touchReplicationSet(tx, account);
        if (!(await windows.removeMaintenanceWindow(tx, { account, name }))) throw notFound(account, name);
        await lookAgain(tx, account, clock.now());
        return {};
      }),
  });

interface ToKeep {
  readonly account: string;
  readonly window: MaintenanceWindow;
  readonly now: number;
}

async function keep(tx: Transaction, { account, window, now }: ToKeep): Promise<void> {
  await windows.putMaintenanceWindow(tx, account, { window, overAt: overAt(window) });
  await lookAgain(tx, account, now);
}

/** Also when an alert that comes in before the timer has run sets it anew: then it is for the soonest of them all. */
async function lookAgain(tx: Transaction, account: string, now: number): Promise<void> {
  await lookSoonerAtSuppressed(tx, account, now);
  await setTimer(tx, { kind: lookingAgain, key: account, due: now });
}

const notFound = (account: string, name: string): ApiError =>
  new ApiError("ResourceNotFoundException", `There is no maintenance window ${name}.`, {
    resourceIdentifier: arnOf(account, name),
  });
