// What a seed draws: people, their channels and plans, schedules, what is engaged, and what the world will do meanwhile.
import type { ContactType, Stage } from "../../src/contract/contacts/contact.ts";
import type { PlannedContact } from "../../src/domain/engagement/freeze.ts";
import type { ChannelType } from "../../src/domain/engagement/sending.ts";
import { type Random, random } from "./random.ts";
import type { Duty, WorldView } from "./trace.ts";

export const minute = 60_000;
/** Any moment will do. */
export const beginning = Date.UTC(2027, 0, 4, 3);

export interface Scenario {
  readonly seed: number;
  readonly channels: ReadonlyMap<string, ChannelHabit>;
  readonly people: ReadonlyMap<string, PersonHabit>;
  readonly initially: WorldView;
  readonly engaged: readonly Engaged[];
  readonly changes: readonly Change[];
}

interface Engaged {
  readonly contact: string;
  readonly at: number;
  readonly rounds: number | undefined;
}

/** Something that people do to the service while engagements are under way. */
export type Change = { readonly at: number } & (
  | { readonly what: "edit"; readonly apply: (world: WorldView) => void }
  | { readonly what: "stop"; readonly engaged: number }
  | { readonly what: "resolve" }
);

export interface ChannelHabit {
  readonly arn: string;
  readonly type: ChannelType;
  readonly contact: string;
  /** How often an attempt fails. */
  readonly failing: number;
  /** Every attempt fails until then, epoch milliseconds. */
  readonly brokenUntil: number;
  /** How often there is no answer at all. */
  readonly hanging: number;
  readonly throwing: number;
  readonly permanent: number;
  /** Milliseconds that it may take to answer. */
  readonly slow: number;
}

export interface PersonHabit {
  /** How often a page that arrives is answered. */
  readonly answering: number;
  /** Milliseconds that it may take to answer. */
  readonly slow: number;
}

const arn = (kind: string, name: string): string =>
  `arn:aws:ssm-contacts:us-east-1:111122223333:${kind}/${name}`;

export function drawScenario(seed: number): Scenario {
  const draw = random(seed, "scenario");
  const channels = new Map<string, ChannelHabit>();
  const people = new Map<string, PersonHabit>();
  const initially: WorldView = {
    contacts: new Map(),
    activated: new Set(),
    deleted: new Set(),
    rota: new Map(),
  };
  const { contacts } = initially;

  for (let index = draw.between(1, 4); index > 0; index--) {
    const contact = arn("contact", `person${index}`);
    const own = Array.from({ length: draw.oneOf([1, 1, 2, 3]) }, (_, number) =>
      drawChannel(draw, { contact, arn: arn("contact-channel", `person${index}/${number}`) }),
    );
    for (const channel of own) {
      channels.set(channel.arn, channel);
      if (draw.chance(0.9)) initially.activated.add(channel.arn);
    }
    contacts.set(contact, drawPerson(draw, { contact, channels: own.map((channel) => channel.arn) }));
    people.set(contact, {
      answering: draw.oneOf([0, 0, 0, 0.2, 0.9]),
      slow: draw.oneOf([0, minute, 6 * minute, 40 * minute]),
    });
  }
  const everybody = [...people.keys()];
  const schedules: string[] = [];
  for (let index = draw.oneOf([0, 1, 1, 2]); index > 0; index--) {
    const contact = arn("contact", `schedule${index}`);
    schedules.push(contact);
    contacts.set(contact, { arn: contact, type: "ONCALL_SCHEDULE", plan: {} });
    initially.rota.set(contact, drawRota(draw, everybody));
  }
  const engaged = [drawEngaged(draw, { contacts, everybody, schedules })];
  if (draw.chance(0.1)) engaged.push(drawEngaged(draw, { contacts, everybody, schedules }));
  const changes = drawChanges(draw, { contacts, channels, everybody, schedules, engaged: engaged.length });
  return { seed, channels, people, initially, engaged, changes };
}

function drawChannel(draw: Random, it: { readonly contact: string; readonly arn: string }): ChannelHabit {
  const calm = draw.chance(0.7);
  return {
    ...it,
    type: draw.oneOf(["SMS", "VOICE", "EMAIL"]),
    failing: calm ? 0 : draw.oneOf([0.3, 0.7, 1]) * draw.next(),
    brokenUntil: calm ? 0 : beginning + draw.oneOf([0, 0, 1, 3, 9, 27]) * minute,
    hanging: calm ? 0 : draw.oneOf([0, 0.05, 0.3]),
    throwing: calm ? 0 : draw.oneOf([0, 0.05, 0.3]),
    permanent: calm ? 0 : draw.oneOf([0, 0.1]),
    slow: draw.oneOf([0, 0, 300, 20_000]),
  };
}

const drawMinutes = (draw: Random): number => draw.oneOf([0, 0, 1, 1, 2, 5, 5, 10, 30]);

function drawPerson(
  draw: Random,
  it: { readonly contact: string; readonly channels: readonly string[] },
): PlannedContact {
  const Stages = Array.from({ length: draw.oneOf([1, 1, 1, 1, 2, 2, 2, 3, 3, 0]) }, (): Stage => {
    const Targets = Array.from({ length: draw.oneOf([1, 1, 1, 1, 1, 2, 2, 0]) }, () => ({
      ChannelTargetInfo: {
        ContactChannelId: it.channels[draw.between(0, it.channels.length - 1)] ?? "",
        RetryIntervalInMinutes: draw.oneOf([undefined, 0, 1, 2, 5, 20]),
      },
    }));
    return { DurationInMinutes: drawMinutes(draw), Targets };
  });
  return { arn: it.contact, type: "PERSONAL", plan: { Stages } };
}

function drawRota(draw: Random, everybody: readonly string[]): Duty[] {
  let from = 0;
  return Array.from({ length: draw.between(1, 5) }, (_, index) => {
    from = index === 0 ? 0 : Math.max(from, beginning) + draw.between(1, 12) * minute;
    return { from, contacts: everybody.filter(() => draw.chance(0.5)) };
  });
}

interface Cast {
  readonly contacts: Map<string, PlannedContact>;
  readonly everybody: readonly string[];
  readonly schedules: readonly string[];
}

function drawEngaged(draw: Random, { contacts, everybody, schedules }: Cast): Engaged {
  const at = beginning + draw.oneOf([0, 0, 0, 1, 5]) * minute;
  const rounds = draw.chance(0.15) ? draw.between(1, 3) : undefined;
  const type: ContactType = draw.oneOf([
    "PERSONAL",
    "ONCALL_SCHEDULE",
    "ESCALATION",
    "ESCALATION",
    "ESCALATION",
    "ESCALATION",
  ]);
  const candidates = type === "PERSONAL" ? everybody : type === "ONCALL_SCHEDULE" ? schedules : [];
  const alone = candidates[draw.between(0, candidates.length - 1)];
  if (alone !== undefined) return { contact: alone, at, rounds };
  const plan = arn("contact", `plan${contacts.size}`);
  const targets = [...everybody, ...everybody, ...schedules, ...schedules, arn("contact", "nobody")];
  const Stages = Array.from({ length: draw.oneOf([1, 1, 1, 2, 2, 2, 3, 3, 4, 0]) }, (): Stage => ({
    DurationInMinutes: drawMinutes(draw),
    Targets: Array.from({ length: draw.oneOf([1, 1, 1, 1, 2, 2, 3, 0]) }, () => ({
      ContactTargetInfo: {
        ContactId: targets[draw.between(0, targets.length - 1)] ?? "",
        IsEssential: draw.chance(0.6),
      },
    })),
  }));
  const beyond = draw.chance(0.2)
    ? { rounds: draw.oneOf([1, 2, 4]), stageMinutes: draw.oneOf([undefined, [45], [undefined, 120]]) }
    : undefined;
  contacts.set(plan, { arn: plan, type: "ESCALATION", plan: { Stages }, beyond });
  return { contact: plan, at, rounds };
}

function drawChanges(
  draw: Random,
  cast: Cast & { readonly channels: ReadonlyMap<string, ChannelHabit>; readonly engaged: number },
): Change[] {
  const changes: Change[] = [];
  const when = (): number => beginning + draw.between(0, 30) * minute + draw.oneOf([0, 0, 1, 1234, 29_999]);
  const channels = [...cast.channels.keys()];
  for (let count = draw.oneOf([0, 0, 0, 1, 2, 4]); count > 0; count--) {
    const channel = channels[draw.between(0, channels.length - 1)] ?? "";
    const person = cast.everybody[draw.between(0, cast.everybody.length - 1)] ?? "";
    const schedule = cast.schedules[draw.between(0, cast.schedules.length - 1)];
    const rota = drawRota(draw, cast.everybody);
    const edits: [(world: WorldView) => void, ...((world: WorldView) => void)[]] = [
      (world) => world.activated.delete(channel),
      (world) => {
        if (!world.deleted.has(cast.channels.get(channel)?.contact ?? "")) world.activated.add(channel);
      },
      (world) => {
        world.deleted.add(person);
        for (const own of channels)
          if (cast.channels.get(own)?.contact === person) world.activated.delete(own);
      },
      (world) => {
        if (schedule !== undefined) world.rota.set(schedule, rota);
      },
      (world) => {
        if (schedule !== undefined) world.deleted.add(schedule);
      },
    ];
    changes.push({ what: "edit", at: when(), apply: draw.oneOf(edits) });
  }
  const planned = [...cast.contacts.values()].filter((contact) => contact.type !== "ONCALL_SCHEDULE");
  for (let count = draw.oneOf([0, 0, 1, 2]); count > 0; count--) {
    const contact = planned[draw.between(0, planned.length - 1)];
    if (contact === undefined) break;
    const Stages = draw.chance(0.3) ? [] : (contact.plan.Stages ?? []).toReversed();
    const apply = (world: WorldView): void =>
      void world.contacts.set(contact.arn, { ...contact, plan: { Stages } });
    changes.push({ what: "edit", at: when(), apply });
  }
  if (draw.chance(0.12))
    changes.push({ what: "stop", at: when(), engaged: draw.between(0, cast.engaged - 1) });
  if (draw.chance(0.12)) changes.push({ what: "resolve", at: when() });
  return changes;
}
