// Every kind of timer with the worker that runs it, and the timers that are always set.
import type { Logger } from "pino";
import { systemClock } from "./clock.ts";
import { advancing, deleting } from "./domain/replication-set.ts";
import type { Given } from "./operations/given.ts";
import { deletingRemains } from "./storage/incident-remains.ts";
import type { Kinds } from "./timers/kinds.ts";
import { TimerRunner } from "./timers/runner.ts";
import { advanceReplicationSet } from "./workers/advance-replication-set.ts";
import { deleteAccountData } from "./workers/delete-account-data.ts";
import { deleteIncidentRemains } from "./workers/delete-incident-remains.ts";
import {
  beginForgettingTokens,
  forgetIdempotencyTokens,
  forgettingTokens,
} from "./workers/forget-idempotency-tokens.ts";

const kindsOf = (given: Given): Kinds => ({
  [advancing]: { run: advanceReplicationSet(given) },
  [deleting]: { run: deleteAccountData(given) },
  [deletingRemains]: { run: deleteIncidentRemains(given) },
  [forgettingTokens]: { run: forgetIdempotencyTokens(given) },
});

export async function startTimers(given: Given, log: Logger): Promise<TimerRunner> {
  const { storage, clock } = given;
  await storage.write((tx) => beginForgettingTokens(tx, clock.now()));
  const runner = new TimerRunner({
    storage,
    clock,
    wall: systemClock(),
    log,
    kinds: kindsOf(given),
    random: Math.random,
  });
  await runner.start();
  return runner;
}
