// The database of a simulation: it implements what paging asks of storage and timers, on tables in memory.
import type { Ended, Engagement } from "../../src/domain/engagement/engagement.ts";
import { personOf } from "../../src/domain/engagement/freeze.ts";
import type { Page } from "../../src/domain/engagement/page.ts";
import type { EngagementStore, PagingPorts, PagingTimers } from "../../src/domain/engagement/store.ts";
import type { Happening } from "../../src/domain/timeline.ts";
import type { Transaction } from "../../src/storage/storage.ts";
import type { Scenario } from "./scenario.ts";
import { MemoryTransaction, type Table, type Tables, addTable } from "./tables.ts";
import type { WorldView } from "./trace.ts";
import { onCall } from "./world.ts";

/** As in `storage/timers.ts`; how long a holder's leases last is the holder's affair. */
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
}

/** The event of a look, while its transaction is still filling it in. */
interface Looking {
  readonly what: "look";
  readonly at: number;
  readonly engagement: string;
  readonly pages: Page[];
  ended: Ended["why"] | undefined;
  readonly edits: number;
}

export interface Database {
  readonly world: WorldView;
  /** How often the world has changed. */
  edits: number;
  readonly tables: Tables;
  readonly engagements: Table<Engagement>;
  readonly pages: Table<Page>;
  readonly timers: Table<TimerRow>;
  readonly happenings: Happening[];
  readonly ports: PagingPorts<Transaction>;
  /** Puts the row in place of the one of the same name, or takes it away. */
  readonly putTimer: (tx: MemoryTransaction, name: string, row: TimerRow | undefined) => Promise<void>;
  /** Called with the names of timers that have been set, once that is committed. */
  timersSet: (name: string) => void;
}

export const timerName = (kind: string, key: string): string => `${kind} ${key}`;

interface DatabaseParts {
  readonly scenario: Scenario;
  readonly world: WorldView;
  readonly now: () => number;
  readonly sabotage?: (ports: PagingPorts<Transaction>) => PagingPorts<Transaction>;
}

export function database({ scenario, world, now, sabotage = (ports) => ports }: DatabaseParts): Database {
  const tables: Tables = { commits: 0, all: [] };
  const engagements = addTable<Engagement>(tables);
  const pages = addTable<Page>(tables);
  const timers = addTable<TimerRow>(tables);
  const happenings: Happening[] = [];
  const looks = new WeakMap<MemoryTransaction, Looking>();
  let serial = 0;

  const store: EngagementStore<Transaction> = {
    engagement: async (tx, arn) => (await statement(tx)).hold(engagements, arn),
    saveEngagement: async (tx, engagement) => {
      const mine = await statement(tx);
      const { arn, ended, answers } = engagement;
      const before = mine.rowsOf(engagements).get(arn);
      await mine.put(engagements, arn, engagement);
      const looking = looks.get(mine);
      if (ended !== undefined && before?.ended === undefined)
        if (looking === undefined)
          mine.told.push({ what: "end", at: now(), engagement: arn, why: ended.why });
        else looking.ended = ended.why;
      for (const { contact } of answers.slice(before?.answers.length ?? 0))
        mine.told.push({ what: "answer", at: now(), engagement: arn, contact });
    },
    facts: async (tx, engagement, at) => {
      const mine = await statement(tx);
      const { arn, plan } = engagement;
      const looking: Looking = {
        what: "look",
        at,
        engagement: arn,
        pages: [],
        ended: undefined,
        edits: it.edits,
      };
      looks.set(mine, looking);
      mine.told.push(looking);
      const schedules = new Set(
        plan.stages.flatMap(({ targets }) =>
          targets.flatMap((target) => (target.kind === "schedule" ? [target.contact] : [])),
        ),
      );
      const unsent = new Set<string>();
      for (const page of mine.rowsOf(pages).values())
        if (page.engagement === arn && page.state === "due") unsent.add(page.contact);
      return {
        channels: world.activated,
        deleted: world.deleted,
        onCall: new Map([...schedules].map((schedule) => [schedule, peopleOnCall(schedule, at)])),
        unsent,
      };
    },
    openEngagements: async (tx) => {
      const mine = await statement(tx);
      return [...mine.rowsOf(engagements).values()].flatMap((it) => (it.ended === undefined ? [it.arn] : []));
    },
    addPages: async (tx, added) => {
      const mine = await statement(tx);
      for (const page of added) {
        if ((await mine.hold(pages, page.arn)) !== undefined) continue;
        await mine.put(pages, page.arn, page);
        looks.get(mine)?.pages.push(page);
      }
    },
    outgoing: async (tx, arn) => {
      const mine = await statement(tx);
      const page = mine.rowsOf(pages).get(arn);
      const engagement = page && (await mine.hold(engagements, page.engagement));
      if (page === undefined || engagement === undefined) return undefined;
      return { page, engagement, text, to: recipientOf(page) };
    },
    savePage: async (tx, page) => {
      const mine = await statement(tx);
      const before = mine.rowsOf(pages).get(page.arn);
      await mine.put(pages, page.arn, page);
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
      mine.atCommit.push(() => void happenings.push(...told.happenings));
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

  const putTimer: Database["putTimer"] = async (mine, name, row) => {
    await mine.put(timers, name, row);
    if (row !== undefined) mine.atCommit.push(() => it.timersSet(name));
  };
  const paging: PagingTimers<Transaction> = {
    set: async (tx, { kind, key, due, payload }) => {
      const mine = await statement(tx);
      const name = timerName(kind, key);
      const { id, fence = 0, holder } = (await mine.hold(timers, name)) ?? {};
      serial += 1;
      await putTimer(mine, name, {
        id: id ?? serial,
        kind,
        key,
        due,
        payload,
        attempts: 0,
        fence: fence + 1,
        holder,
      });
    },
    cancel: async (tx, kind, key) => {
      const mine = await statement(tx);
      await putTimer(mine, timerName(kind, key), undefined);
    },
  };

  const it: Database = {
    world,
    edits: 0,
    tables,
    engagements,
    pages,
    timers,
    happenings,
    ports: sabotage({ store, timers: paging }),
    putTimer,
    timersSet: () => undefined,
  };
  return it;
}

const text = { subject: "It burns", content: "Really" };

async function statement(tx: Transaction): Promise<MemoryTransaction> {
  if (!(tx instanceof MemoryTransaction)) throw new Error("a transaction of somebody else");
  await tx.statement();
  return tx;
}
