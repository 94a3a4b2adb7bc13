// Whom a plan should page, written down as the plan reads: straight from top to bottom, with waits in between. Shares no
// code with the engine, which keeps its place in data instead.
import type { PlannedContact } from "../../src/domain/engagement/freeze.ts";
import { minute } from "./scenario.ts";
import type { WorldView } from "./trace.ts";
import { copyOf, onCall } from "./world.ts";

export interface Expected {
  readonly contact: string;
  readonly channel: string;
  readonly retryMinutes: number;
}

export interface Oracle {
  /** Who is to be paged when somebody looks at this time (epoch milliseconds). */
  look(at: number): readonly Expected[];
  answer(contact: string): void;
  readonly isAnswered: () => boolean;
  readonly hasAnswered: (contact: string) => boolean;
  /** When there is something to do again; undefined when there is not. */
  readonly next: () => number | undefined;
}

/** Waits until a time, or until all the others are done. */
type Wait = { readonly until: number } | { readonly all: readonly Reading[] };

interface Reading {
  /** Whose plan it is; undefined for the plan of the engagement. */
  readonly contact: string | undefined;
  readonly steps: Generator<Wait, void>;
  wait: Wait | undefined;
}

interface Plot {
  readonly root: string;
  readonly rounds: number | undefined;
  readonly start: number;
  /** The judge's own; it changes as the real one does. */
  readonly world: WorldView;
}

export function oracle({ root, rounds, start, world }: Plot): Oracle {
  const before = copyOf(world).contacts;
  const seen = new Map<string, PlannedContact>();
  for (const { Targets } of before.get(root)?.plan.Stages ?? [])
    for (const { ContactTargetInfo: info } of Targets) {
      const named = before.get(info?.ContactId ?? "");
      if (named?.type === "PERSONAL") seen.set(named.arn, named);
    }
  const answered = new Set<string>();
  const essential = new Set<string>();
  const lastPaged = new Map<string, number>();
  const readings: Reading[] = [];
  let pages: Expected[] = [];
  let now = start;

  const isAnswered = (): boolean => [...answered].some((contact) => essential.has(contact));

  function* own(person: PlannedContact): Generator<Wait, void> {
    for (const [index, stage] of (person.plan.Stages ?? []).entries()) {
      let reached = 0;
      for (const { ChannelTargetInfo: info } of stage.Targets) {
        if (info === undefined || !world.activated.has(info.ContactChannelId)) continue;
        reached += 1;
        const channel = info.ContactChannelId;
        if (lastPaged.get(channel) === now) continue;
        lastPaged.set(channel, now);
        pages.push({ contact: person.arn, channel, retryMinutes: info.RetryIntervalInMinutes ?? 0 });
      }
      if (reached === 0 && stage.Targets.length > 0) continue;
      yield { until: now + (person.beyond?.stageMinutes?.[index] ?? stage.DurationInMinutes) * minute };
    }
  }

  /** Everybody whom a target means at this moment. A person's plan is that of the moment when they were first seen. */
  const meant = (contact: string): readonly PlannedContact[] => {
    if (world.deleted.has(contact)) return [];
    const known = before.get(contact);
    if (known?.type === "PERSONAL") return [known];
    if (known?.type !== "ONCALL_SCHEDULE") return [];
    return onCall(world, contact, now).flatMap((arn) => {
      const person = seen.get(arn) ?? world.contacts.get(arn);
      if (person === undefined) return [];
      seen.set(arn, person);
      return [person];
    });
  };

  const canBeReached = (person: PlannedContact): boolean =>
    (person.plan.Stages ?? [])
      .flatMap((stage) => stage.Targets)
      .some((target) => world.activated.has(target.ChannelTargetInfo?.ContactChannelId ?? ""));

  function* everybody(): Generator<Wait, void> {
    const plan = before.get(root);
    const stages =
      plan?.type === "ESCALATION"
        ? (plan.plan.Stages ?? [])
        : [
            {
              DurationInMinutes: 0,
              Targets: [{ ContactTargetInfo: { ContactId: root, IsEssential: true } }],
            },
          ];
    for (let round = rounds ?? plan?.beyond?.rounds ?? 1; round > 0; round--) {
      const began = now;
      const crew: Reading[] = [];
      for (const [index, stage] of stages.entries()) {
        let reached = 0;
        for (const { ContactTargetInfo: info } of stage.Targets)
          for (const person of meant(info?.ContactId ?? "")) {
            if (!answered.has(person.arn) && !canBeReached(person)) continue;
            if (info?.IsEssential === true) essential.add(person.arn);
            if (answered.has(person.arn)) continue;
            reached += 1;
            crew.push({ contact: person.arn, steps: own(person), wait: { until: now } });
          }
        readings.push(...crew.filter((reading) => !readings.includes(reading)));
        if (reached === 0 && stage.Targets.length > 0) continue;
        yield {
          until:
            now +
            ((plan?.type === "ESCALATION" ? plan.beyond?.stageMinutes?.[index] : undefined) ??
              stage.DurationInMinutes) *
              minute,
        };
      }
      yield { all: crew };
      if (round > 1) yield { until: began + minute };
    }
  }

  readings.push({ contact: undefined, steps: everybody(), wait: { until: start } });

  const isOver = ({ contact, wait }: Reading): boolean =>
    wait === undefined || (contact !== undefined && answered.has(contact));

  const isDue = (reading: Reading): boolean => {
    if (isOver(reading) || reading.wait === undefined) return false;
    return "until" in reading.wait ? reading.wait.until <= now : reading.wait.all.every(isOver);
  };

  return {
    look(at) {
      now = at;
      pages = [];
      // The plan of the engagement goes first; whoever it engages follows in the same look.
      for (let due = readings.find(isDue); due !== undefined && !isAnswered(); due = readings.find(isDue)) {
        const step = due.steps.next();
        due.wait = step.done === true ? undefined : step.value;
      }
      return pages;
    },
    answer: (contact) => void answered.add(contact),
    isAnswered,
    hasAnswered: (contact) => answered.has(contact),
    next() {
      if (isAnswered()) return undefined;
      let next: number | undefined;
      for (const reading of readings) {
        if (isOver(reading) || reading.wait === undefined) continue;
        if ("until" in reading.wait) next = Math.min(next ?? Infinity, reading.wait.until);
        else if (reading.wait.all.every(isOver)) next = now;
      }
      return next;
    },
  };
}
