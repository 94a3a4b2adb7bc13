import fc from "fast-check";
import { expect, it } from "vitest";
import type { AlertStatus } from "./alert.ts";
import {
  type Decision,
  type Known,
  type KnownIncident,
  believedTime,
  decide,
  followed,
  patienceMilliseconds,
} from "./decide.ts";

const known = (more: Partial<Known> = {}): Known => ({
  cause: undefined,
  incident: undefined,
  window: undefined,
  ignore: undefined,
  now: 1_000_000,
  ...more,
});

const fires = { status: "FIRING", time: 5, repeats: true } as const;
const isOver = { status: "RESOLVED", time: 7, repeats: true } as const;
const kindOf = (...given: Parameters<typeof decide>): string => decide(...given).kind;

it("a new cause opens an incident, waits for the end of its window, or is ignored as a rule says", () => {
  expect(kindOf(fires, known())).toBe("open");
  expect(kindOf(fires, known({ window: "move" }))).toBe("suppress");
  expect(decide(fires, known({ window: "move", ignore: "noise" }))).toEqual({
    kind: "ignore",
    because: "noise",
  });
});

it("a window keeps nothing out of an incident that is open", () => {
  const cause = { status: "RESOLVED", time: 3 } as const;
  const incident = { status: "OPEN" } as const;
  expect(decide(fires, known({ cause, incident, window: "move" }))).toEqual({ kind: "fold", joins: true });
});

it("of two of the same time, the one that says that it is over counts, in either order", () => {
  expect(kindOf(fires, known({ cause: { status: "RESOLVED", time: 5 } }))).toBe("stale");
  const cause = { status: "FIRING", time: 5 } as const;
  expect(kindOf({ ...isOver, time: 5 }, known({ cause, incident: { status: "OPEN" } }))).toBe("end");
});

it("one that began after the incident was resolved is new, however soon it comes", () => {
  const now = 1_000_000;
  const cause = { status: "FIRING", time: 5 } as const;
  const incident = { status: "RESOLVED", resolvedTime: now - 1000 } as const;
  expect(kindOf(fires, known({ cause, incident, now }))).toBe("stale");
  expect(kindOf({ ...fires, time: now - 500 }, known({ cause, incident, now }))).toBe("open");
  const long = { ...incident, resolvedTime: now - patienceMilliseconds };
  expect(kindOf(fires, known({ cause, incident: long, now }))).toBe("open");
});

it("in a group that was over, what began before its end and is told only now is new; what was told before is not", () => {
  const cause = { status: "RESOLVED", time: 9, fired: 3 } as const;
  const incident = { status: "RESOLVED", resolvedTime: 10 } as const;
  const group = { ...fires, isGroup: true } as const;
  expect(kindOf(group, known({ cause, incident }))).toBe("open");
  expect(kindOf({ ...group, time: 3 }, known({ cause, incident }))).toBe("stale");
  expect(kindOf(fires, known({ cause, incident }))).toBe("stale");
  const neverFired = { status: "RESOLVED", time: 9 } as const;
  expect(kindOf(group, known({ cause: neverFired }))).toBe("stale");
});

it("the newest firing that came is remembered, through its end and through what comes late", () => {
  const first = followed(undefined, fires, { kind: "open" });
  const over = followed(first, isOver, { kind: "end" });
  expect(over).toEqual({ status: "RESOLVED", time: 7, fired: 5 });
  expect(followed(over, { ...fires, time: 2 }, { kind: "stale" })).toEqual(over);
});

it("a time from far ahead, or none at all, is not believed", () => {
  expect(
    [5.7, 1_000_000, Number.NaN, -1, Number.POSITIVE_INFINITY].map((time) => believedTime(time, 10)),
  ).toEqual([5, 1_000_000, undefined, undefined, undefined]);
  expect(believedTime(3_600_011, 10)).toBeUndefined();
});

it("without times, the order in which they come counts", () => {
  const once = { repeats: false, time: undefined };
  const cause = { status: "RESOLVED", time: 9 } as const;
  expect(kindOf({ ...once, status: "FIRING" }, known({ cause }))).toBe("open");
});

/** The world of one cause: its row, and its incidents. */
interface World {
  readonly cause: { status: AlertStatus; time?: number | undefined } | undefined;
  readonly incident: KnownIncident | undefined;
  readonly opened: number;
}

interface Message {
  readonly status: AlertStatus;
  readonly time: number;
}

const effects: Partial<Record<Decision["kind"], (world: World, now: number) => Partial<World>>> = {
  open: ({ opened }) => ({ incident: { status: "OPEN" }, opened: opened + 1 }),
  end: (_, now) => ({ incident: { status: "RESOLVED", resolvedTime: now } }),
};

function step(world: World, message: Message, { now, repeats }: { now: number; repeats: boolean }): World {
  const alert = { ...message, repeats };
  const decision = decide(alert, known({ ...world, now }));
  if (decision.kind === "open") expect(world.incident?.status).not.toBe("OPEN");
  const cause = followed(world.cause, alert, decision);
  return { ...world, ...effects[decision.kind]?.(world, now), cause };
}

/** What one source tells of one cause: it begins, is over, begins, at rising times; each told some times. */
const story = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 }).map((pauses) => {
  let time = 0;
  return pauses.map((pause, index): Message => {
    time += pause;
    return { status: index % 2 === 0 ? "FIRING" : "RESOLVED", time };
  });
});

const delivered = story.chain((messages) =>
  fc.record({
    messages: fc.constant(messages),
    order: fc
      .array(fc.nat({ max: messages.length - 1 }), { maxLength: 12 })
      .chain((again) =>
        fc.shuffledSubarray([...messages.keys(), ...again], { minLength: messages.length + again.length }),
      ),
    repeats: fc.boolean(),
  }),
);

it("in whatever order and however often messages come, the state is that of the newest, in one open incident at most", () => {
  fc.assert(
    fc.property(delivered, ({ messages, order, repeats }) => {
      let world: World = { cause: undefined, incident: undefined, opened: 0 };
      for (const [place, index] of order.entries()) {
        const message = messages[index];
        if (message !== undefined) world = step(world, message, { now: 1000 + place, repeats });
      }
      const newest = messages.at(-1);
      expect(world.cause).toMatchObject({ status: newest?.status, time: newest?.time });
      if (newest?.status === "FIRING") expect(world.incident?.status).toBe("OPEN");
      else expect(world.incident?.status).not.toBe("OPEN");
      const firings = messages.filter(({ status }) => status === "FIRING").length;
      expect(world.opened).toBeLessThanOrEqual(firings);
    }),
    { numRuns: 2000 },
  );
});
