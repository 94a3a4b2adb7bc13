// Every kind of timer with the worker that runs it, and the timers that are always set.
import type { Logger } from "pino";
import { type Clock, systemClock } from "./clock.ts";
import type { Sending } from "./channels/send.ts";
import { heartbeatArn, missing } from "./domain/alerts/heartbeat.ts";
import { lookingForEffects } from "./domain/alerts/aws/cause.ts";
import { confirmingSubscription } from "./domain/alerts/aws/subscription.ts";
import { sendingCode } from "./domain/contacts/activation.ts";
import { advancing, deleting } from "./domain/replication-set.ts";
import { takeAlerts } from "./operations/alerts/take-alerts.ts";
import { getOverHttp } from "./intake/sns/get.ts";
import type { Given } from "./operations/given.ts";
import { endSuppression } from "./operations/alerts/end-suppression.ts";
import { setNextLook } from "./operations/alerts/set-next-look.ts";
import { lookForEffects } from "./operations/alerts/put-findings.ts";
import { pagingPorts } from "./operations/paging/ports.ts";
import { deliveringNotice } from "./storage/event-queues.ts";
import { lookingAgain } from "./domain/alerts/windows.ts";
import { deletingRemains } from "./storage/incident-remains.ts";
import { notePublishing } from "./storage/tell-events.ts";
import type { Kinds, Ran } from "./timers/kinds.ts";
import { TimerRunner } from "./timers/runner.ts";
import { randomCode } from "./workers/advance-engagement.ts";
import { lookAtChange } from "./workers/look-at-change.ts";
import { confirmSubscription } from "./workers/confirm-subscription.ts";
import { advanceReplicationSet } from "./workers/advance-replication-set.ts";
import { deleteAccountData } from "./workers/delete-account-data.ts";
import { deleteIncidentRemains } from "./workers/delete-incident-remains.ts";
import { beginForgettingAlerts, forgetAlerts, forgettingAlerts } from "./workers/forget-alerts.ts";
import { lookAgainAtSuppressed } from "./workers/look-again-at-suppressed.ts";
import { deliverNotice, type ToDeliverNotices } from "./workers/deliver-notice.ts";
import { beginForgettingEvents, forgetEvents, forgettingEvents } from "./workers/forget-events.ts";
import {
  beginForgettingTokens,
  forgetIdempotencyTokens,
  forgettingTokens,
} from "./workers/forget-idempotency-tokens.ts";
import { beginForgettingOutbox, forgetOutbox, forgettingOutbox } from "./workers/forget-outbox.ts";
import { pagingKinds } from "./workers/paging-kinds.ts";
import { sendActivationCode } from "./workers/send-activation-code.ts";
import { watchHeartbeat } from "./workers/watch-heartbeat.ts";

interface GivenForTimers extends Given {
  /** Hears of every run, once it has ended. */
  readonly observe: (ran: Ran) => void;
  readonly sending: Sending;
  readonly notices: Omit<ToDeliverNotices, "storage" | "clock">;
}

const kindsOf = (
  given: GivenForTimers,
  { wall, log }: { readonly wall: Clock; readonly log: Logger },
): Kinds => ({
  ...pagingKinds({
    ...pagingPorts(given),
    clock: given.clock,
    wall,
    send: given.sending.page,
    newCode: randomCode,
  }),
  [sendingCode]: {
    run: sendActivationCode({ storage: given.storage, send: given.sending.activationCode, log }),
  },
  [forgettingAlerts]: { run: forgetAlerts(given) },
  [lookingAgain]: {
    run: lookAgainAtSuppressed({
      storage: given.storage,
      lookAt: (tx, cause) => endSuppression(given, tx, cause),
      setNext: setNextLook,
    }),
  },
  [forgettingOutbox]: { run: forgetOutbox(given) },
  // It counts its own tries: a queue must not stand still for ever.
  [deliveringNotice]: { run: deliverNotice({ ...given, ...given.notices }), attempts: 1_000_000 },
  [forgettingEvents]: { run: forgetEvents(given) },
  [missing]: {
    run: watchHeartbeat({
      clock: given.clock,
      started: given.clock.now(),
      take: ({ heartbeat: { account, planName }, alert }) =>
        takeAlerts(given, { account, planName, alerts: [alert], by: heartbeatArn(account, alert.key) }),
    }),
  },
  [lookingForEffects]: { run: lookAtChange({ clock: given.clock, look: lookForEffects }) },
  [confirmingSubscription]: { run: confirmSubscription({ get: getOverHttp, log }) },
  [advancing]: { run: advanceReplicationSet(given) },
  [deleting]: { run: deleteAccountData(given) },
  [deletingRemains]: { run: deleteIncidentRemains(given) },
  [forgettingTokens]: { run: forgetIdempotencyTokens(given) },
});

/** Most of them wait for a provider, and must not keep others from escalating. */
const concurrency = 500;

export async function startTimers(given: GivenForTimers, log: Logger): Promise<TimerRunner> {
  const { storage, clock } = given;
  await storage.write(async (tx) => {
    await beginForgettingTokens(tx, clock.now());
    await beginForgettingOutbox(tx, clock.now());
    await beginForgettingAlerts(tx, clock.now());
    await beginForgettingEvents(tx, clock.now());
    await notePublishing(tx, given.notices.destinations.sns !== undefined);
  });
  const wall = systemClock();
  const runner = new TimerRunner({
    storage,
    clock,
    wall,
    log,
    kinds: kindsOf(given, { wall, log }),
    random: Math.random,
    concurrency,
    observe: given.observe,
  });
  await runner.start();
  return runner;
}
