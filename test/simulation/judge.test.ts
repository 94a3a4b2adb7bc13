// The judge is worth something: every way of breaking a promise is noticed, and the schedules are full of what may break one.
import { expect, test } from "vitest";
import { sending, type PagingPorts } from "../../src/domain/engagement/store.ts";
import type { Transaction } from "../../src/storage/storage.ts";
import { simulate } from "./simulate.ts";

type Sabotage = (ports: PagingPorts<Transaction>) => PagingPorts<Transaction>;
type Store = PagingPorts<Transaction>["store"];

const inStore =
  (change: (store: Store) => Partial<Store>): Sabotage =>
  (ports) => ({ ...ports, store: { ...ports.store, ...change(ports.store) } });

/** What an engine would do that lacks one of its properties, and what is said of it. */
const sabotages: readonly (readonly [name: string, sabotage: Sabotage, noticed: RegExp])[] = [
  [
    "forgets to set the timer of a page",
    ({ store, timers }) => ({
      store,
      timers: {
        ...timers,
        set: async (tx, timer) => (timer.kind === sending ? undefined : timers.set(tx, timer)),
      },
    }),
    /forgotten/,
  ],
  [
    "tries again before the time it promised",
    ({ store, timers }) => ({
      store,
      timers: { ...timers, set: (tx, timer) => timers.set(tx, { ...timer, due: timer.due - 5_000 }) },
    }),
    /early/,
  ],
  [
    "looks at an engagement too late",
    ({ store, timers }) => ({
      store,
      timers: { ...timers, set: (tx, timer) => timers.set(tx, { ...timer, due: timer.due + 5_000 }) },
    }),
    /late/,
  ],
  [
    "does not see who has answered when it sends",
    inStore((store) => ({
      outgoing: async (tx, page) => {
        const it = await store.outgoing(tx, page);
        return it && { ...it, engagement: { ...it.engagement, answers: [], ended: undefined } };
      },
    })),
    /after the answer or the stop/,
  ],
  [
    "does not mark an attempt before it sends",
    inStore((store) => ({
      savePage: async (tx, page) => (page.begun ? undefined : store.savePage(tx, page)),
    })),
    /without being marked/,
  ],
  [
    "gives each try a key of its own",
    inStore((store) => {
      let tries = 0;
      return {
        outgoing: async (tx, page) => {
          const it = await store.outgoing(tx, page);
          tries += 1;
          return it && { ...it, page: { ...it.page, key: `${tries}` } };
        },
      };
    }),
    /under another key/,
  ],
  [
    "follows edits of a plan that is under way",
    inStore((store) => ({
      engagement: async (tx, arn) => {
        const it = await store.engagement(tx, arn);
        return (
          it && {
            ...it,
            people: it.people.map(({ contact, stages }) => ({ contact, stages: stages.toReversed() })),
          }
        );
      },
    })),
    /where the plan says/,
  ],
  [
    "pages channels that are not activated",
    inStore((store) => ({
      facts: async (tx, engagement, now) => {
        const facts = await store.facts(tx, engagement, now);
        const all = engagement.people.flatMap((it) => it.stages.flatMap((stage) => stage.targets));
        return { ...facts, channels: new Set(all.map((target) => target.channel)) };
      },
    })),
    /where the plan says/,
  ],
  [
    "asks who was on call a minute ago",
    inStore((store) => ({ facts: (tx, engagement, now) => store.facts(tx, engagement, now - 60_000) })),
    /where the plan says/,
  ],
  ["leaves no receipts", inStore(() => ({ addReceipts: async () => undefined })), /receipt/],
  [
    "ends before its pages are sent",
    inStore((store) => ({
      facts: async (tx, engagement, now) => ({
        ...(await store.facts(tx, engagement, now)),
        unsent: new Set(),
      }),
    })),
    /ended: ran out, where it should be: undefined/,
  ],
];

test.for(sabotages)("an engine that %s is caught", async ([, sabotage, noticed]) => {
  const said: string[] = [];
  for (let seed = 1; seed <= 400 && !said.some((it) => noticed.test(it)); seed++)
    said.push(...(await simulate(seed, { sabotage })).broken);
  expect(said.find((it) => noticed.test(it))).toBeDefined();
});

test("the same seed tells the same story", async () => {
  for (const seed of [82, 216, 1225])
    expect(JSON.stringify((await simulate(seed)).trace)).toBe(JSON.stringify((await simulate(seed)).trace));
});

test("the schedules are full of what may go wrong", async () => {
  const seen = new Map<string, number>();
  const see = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
  for (let seed = 1; seed <= 1_500; seed++) {
    const arrivals = new Map<string, number>();
    for (const event of (await simulate(seed)).trace) {
      if (event.what === "fault") see(event.kind);
      if (event.what === "look" && event.ended !== undefined) see(event.ended);
      if (event.what === "end") see(event.why);
      if (event.what === "settle") see(event.page.state);
      if (event.what === "send") see(event.hears);
      if (event.what === "send" && event.arrives)
        arrivals.set(event.page, (arrivals.get(event.page) ?? 0) + 1);
      if (event.what === "look" && event.pages.length > 1) see("several pages at once");
      if (event.what === "settle" && event.page.attempt > 5) see("many attempts");
    }
    if ([...arrivals.values()].some((count) => count > 1)) see("duplicate");
  }
  const often = (what: string): number => seen.get(what) ?? 0;
  for (const what of ["kill", "freeze", "failed run", "answered", "ran out", "stopped", "resolved"])
    expect(often(what), what).toBeGreaterThan(20);
  for (const what of ["due", "sent", "dropped", "given up", "failed", "uncertain", "permanent"])
    expect(often(what), what).toBeGreaterThan(20);
  for (const what of ["several pages at once", "many attempts", "duplicate"])
    expect(often(what), what).toBeGreaterThan(20);
});
