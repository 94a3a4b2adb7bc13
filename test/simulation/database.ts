// A database in memory: one transaction at a time, all of it or nothing; it implements what paging asks of storage and timers.
import type { Ended, Engagement } from "../../src/domain/engagement/engagement.ts";
import { personOf } from "../../src/domain/engagement/freeze.ts";
import type { Page } from "../../src/domain/engagement/page.ts";
import type { EngagementStore, PagingPorts, PagingTimers } from "../../src/domain/engagement/store.ts";
import type { Happening } from "../../src/domain/timeline.ts";
import type { Transaction } from "../../src/storage/storage.ts";
import type { Scenario } from "./scenario.ts";
import type { Event, WorldView } from "./trace.ts";
import { onCall } from "./world.ts";

/** As in `storage/timers.ts`. */
export interface TimerRow {
  readonly id: number;
  readonly kind: string;
  readonly key: string;
  readonly due: number;
  readonly payload: unknown;
  readonly attempts: number;
  /** Changes whenever the row is set, claimed or given back. */
  readonly fence: number;
  readonly holder: number | undefined;
  readonly leaseUntil: number;
}

/** Everything it did can be taken back, and nothing of it is told before it is committed. */
export class MemoryTransaction implements Transaction {
  readonly undo: (() => void)[] = [];
  readonly told: Event[] = [];
  /** The names of the timers that it set. */
  readonly timers: string[] = [];
  /** Called before every statement; it may not return. */
  readonly atStatement: () => Promise<void> | undefined;
  looking: Looking | undefined;

  constructor(atStatement: () => Promise<void> | undefined) {
    this.atStatement = atStatement;
  }

  readonly all = noSql;
  isRolledBack = false;

  rollback(): void {
    this.isRolledBack = true;
    for (const takeBack of this.undo.toReversed()) takeBack();
  }

  readonly first = noSql;
  readonly run = noSql;
  readonly lock = noSql;
  readonly lockAvailable = noSql;
  readonly afterCommit = noSql;
  readonly announce = noSql;
}

/** The event of a look, while its transaction is still filling it in. */
interface Looking {
  readonly what: "look";
  readonly at: number;
  readonly engagement: string;
  readonly pages: Page[];
  ended: Ended["why"] | undefined;
}

const noSql = (): never => {
  throw new Error("there is no SQL in the simulation");
};

export interface Database {
  readonly world: WorldView;
  readonly engagements: Map<string, Engagement>;
  readonly pages: Map<string, Page>;
  readonly timers: Map<string, TimerRow>;
  readonly happenings: Happening[];
  readonly ports: PagingPorts<Transaction>;
  /** Puts the row in place of the one of the same name, or takes it away. */
  readonly putTimer: (tx: MemoryTransaction, name: string, row: TimerRow | undefined) => void;
}

export const timerName = (kind: string, key: string): string => `${kind} ${key}`;

export function database(scenario: Scenario, world: WorldView, now: () => number): Database {
  const engagements = new Map<string, Engagement>();
  const pages = new Map<string, Page>();
  const timers = new Map<string, TimerRow>();
  const happenings: Happening[] = [];

  let serial = 0;

  const put = <V>(
    tx: MemoryTransaction,
    map: Map<string, V>,
    it: { readonly key: string; readonly value: V },
  ): void => {
    const before = map.get(it.key);
    tx.undo.push(() => void (before === undefined ? map.delete(it.key) : map.set(it.key, before)));
    map.set(it.key, it.value);
  };

  const store: EngagementStore<Transaction> = {
    engagement: async (tx, arn) => {
      await statement(tx);
      return engagements.get(arn);
    },
    saveEngagement: async (tx, engagement) => {
      const mine = await statement(tx);
      const { arn, ended, answers } = engagement;
      const before = engagements.get(arn);
      put(mine, engagements, { key: arn, value: engagement });
      if (ended !== undefined && before?.ended === undefined)
        if (mine.looking === undefined)
          mine.told.push({ what: "end", at: now(), engagement: arn, why: ended.why });
        else mine.looking.ended = ended.why;
      for (const { contact } of answers.slice(before?.answers.length ?? 0))
        mine.told.push({ what: "answer", at: now(), engagement: arn, contact });
    },
    facts: async (tx, engagement, at) => {
      const mine = await statement(tx);
      const looking: Looking = { what: "look", at, engagement: engagement.arn, pages: [], ended: undefined };
      mine.looking = looking;
      mine.told.push(looking);
      const schedules = new Set(
        engagement.plan.stages.flatMap((stage) =>
          stage.targets.flatMap((target) => (target.kind === "schedule" ? [target.contact] : [])),
        ),
      );
      const unsent = new Set<string>();
      for (const page of pages.values())
        if (page.engagement === engagement.arn && page.state === "due") unsent.add(page.contact);
      return {
        channels: world.activated,
        deleted: world.deleted,
        onCall: new Map([...schedules].map((schedule) => [schedule, peopleOnCall(schedule, at)])),
        unsent,
      };
    },
    openEngagements: async (tx) => {
      await statement(tx);
      return [...engagements.values()].flatMap((it) => (it.ended === undefined ? [it.arn] : []));
    },
    addPages: async (tx, added) => {
      const mine = await statement(tx);
      for (const page of added) {
        if (pages.has(page.arn)) continue;
        put(mine, pages, { key: page.arn, value: page });
        mine.looking?.pages.push(page);
      }
    },
    outgoing: async (tx, arn) => {
      await statement(tx);
      const page = pages.get(arn);
      const engagement = page && engagements.get(page.engagement);
      if (page === undefined || engagement === undefined) return undefined;
      return { page, engagement, text, to: recipientOf(page) };
    },
    savePage: async (tx, page) => {
      const mine = await statement(tx);
      const before = pages.get(page.arn);
      put(mine, pages, { key: page.arn, value: page });
      const interruptions = before?.interruptions ?? 0;
      if (page.begun && (before?.begun === false || page.interruptions > interruptions))
        mine.told.push({ what: "mark", at: now(), page: page.arn });
      if (!page.begun && page.delivered === before?.delivered)
        mine.told.push({ what: "settle", at: now(), page });
    },
    addReceipts: async (tx, receipts) => {
      const mine = await statement(tx);
      for (const { page, type, at } of receipts) mine.told.push({ what: "receipt", at, page, type });
    },
    tell: async (tx, _, told) => {
      const mine = await statement(tx);
      const before = happenings.length;
      happenings.push(...told.happenings);
      mine.undo.push(() => void (happenings.length = before));
    },
  };

  const recipientOf = ({ channel, contact }: Page) => {
    const habit = scenario.channels.get(channel);
    if (habit === undefined || world.deleted.has(contact)) return undefined;
    return { name: contact, type: habit.type, address: channel, activated: world.activated.has(channel) };
  };

  const peopleOnCall = (schedule: string, at: number) =>
    onCall(world, schedule, at).flatMap((contact) => {
      const planned = world.contacts.get(contact);
      return planned === undefined ? [] : [personOf(planned)];
    });

  const putTimer = (tx: MemoryTransaction, name: string, row: TimerRow | undefined): void => {
    const before = timers.get(name);
    tx.undo.push(() => void (before === undefined ? timers.delete(name) : timers.set(name, before)));
    if (row === undefined) return void timers.delete(name);
    timers.set(name, row);
    tx.timers.push(name);
  };
  const paging: PagingTimers<Transaction> = {
    set: async (tx, { kind, key, due, payload }) => {
      const mine = await statement(tx);
      const before = timers.get(timerName(kind, key));
      const { fence = 0, holder, leaseUntil = 0 } = before ?? {};
      serial += 1;
      const row = {
        id: before?.id ?? serial,
        kind,
        key,
        due,
        payload,
        attempts: 0,
        fence: fence + 1,
        holder,
        leaseUntil,
      };
      putTimer(mine, timerName(kind, key), row);
    },
    cancel: async (tx, kind, key) => {
      const mine = await statement(tx);
      putTimer(mine, timerName(kind, key), undefined);
    },
  };

  return { world, engagements, pages, timers, happenings, ports: { store, timers: paging }, putTimer };
}

const text = { subject: "It burns", content: "Really" };

async function statement(tx: Transaction): Promise<MemoryTransaction> {
  if (!(tx instanceof MemoryTransaction)) throw new Error("a transaction of somebody else");
  await tx.atStatement();
  return tx;
}
