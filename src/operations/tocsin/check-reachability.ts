// CheckReachability: who could not be woken tonight, and why.
import { type Implementation, implement } from "../../contract/call.ts";
import { type Checkup, checkReachability as operation } from "../../contract/tocsin/reachability.ts";
import { accountOf } from "../../domain/contacts/arn.ts";
import type { Medium } from "../../domain/messages/letter.ts";
import { hasActiveSet } from "../../storage/replication-sets.ts";
import { listDead } from "../../timers/dead-timers.ts";
import { checkContacts } from "./check-contacts.ts";
import { checkResponsePlans } from "./check-response-plans.ts";
import type { GivenForDoctor } from "./given.ts";

export const checkReachability = (given: GivenForDoctor): Implementation =>
  implement({
    operation,
    resources: () => ["*"],
    run: async (_, { caller: { account } }) => {
      const now = given.clock.now();
      const { counts, wakes, channels, ...contacts } = await checkContacts(given, account, now);
      const plans = await checkResponsePlans(given, { account, wakes });
      const findings = [...contacts.findings, ...plans.findings];
      const media = mediaOf([...channels.values()], given.carried);
      const deadTimers = await deadTimersOf(given, account);
      const hasReplicationSet = await hasActiveSet(given.storage, account);
      const faults = findings.length + deadTimers.length + media.filter((it) => !it.hasProvider).length;
      return {
        checkedTime: new Date(now),
        isWell: hasReplicationSet && counts.PERSONAL > 0 && faults === 0,
        hasReplicationSet,
        people: counts.PERSONAL,
        escalationPlans: counts.ESCALATION,
        onCallSchedules: counts.ONCALL_SCHEDULE,
        responsePlans: plans.count,
        findings,
        media,
        deadTimers,
        quietResponsePlans: [...plans.quiet],
      };
    },
  });

const names = { email: "EMAIL", sms: "SMS", voice: "VOICE", webhook: "WEBHOOK" } as const;

const mediaOf = (used: readonly Medium[], carried: GivenForDoctor["carried"]): Checkup["media"] =>
  (["email", "sms", "voice", "webhook"] as const)
    .filter((medium) => used.includes(medium))
    .map((medium) => ({
      medium: names[medium],
      channels: used.filter((it) => it === medium).length,
      hasProvider: carried.has(medium),
    }));

const mostDead = 100;

/** Also those that belong to no account: the house's own work. */
async function deadTimersOf({ storage }: GivenForDoctor, account: string): Promise<Checkup["deadTimers"]> {
  const dead = await listDead(storage, { limit: mostDead });
  return dead
    .filter(({ key }) => !key.startsWith("arn:") || accountOf(key) === account)
    .map(({ kind, key, due, attempts, lastError }) => ({
      kind,
      key,
      dueTime: new Date(due),
      attempts,
      lastError,
    }));
}
