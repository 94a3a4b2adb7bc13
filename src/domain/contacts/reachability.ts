// Who could not be woken, and why: what plans, channels and schedules leave open, told before the night in which it counts.
import type { Plan } from "../../contract/contacts/contact.ts";
import { maskedAddress } from "../engagement/masked-address.ts";
import type { Span } from "../shifts/rotation.ts";
import { type Roster, gaps } from "../shifts/shifts.ts";
import type { Channel } from "./channel.ts";
import type { Contact } from "./contact.ts";

/** All that decides it, for the contacts that are looked at and those that their plans lead to. */
export interface Directory {
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly channels: ReadonlyMap<string, Channel>;
  /** By the rotation's ARN. The overrides that lie at least partly in {@link lookAhead} suffice. */
  readonly rosters: ReadonlyMap<string, Roster>;
  /** Whether nothing that is sent to the channel leaves the house. Left out: whoever asks does not care. */
  readonly undelivered?: ((channel: Channel) => boolean) | undefined;
}

export interface Hole {
  readonly kind:
    | "no stages"
    | "empty stage"
    | "channel gone"
    | "channel not activated"
    | "no provider"
    | "contact gone"
    | "contact cannot be woken"
    | "no rotations"
    | "rotation gone"
    | "gap";
  /** A sentence about the contact, without its full stop. */
  readonly text: string;
}

export interface Reachability {
  /** Whether engaging the contact could wake anybody at all. */
  readonly wakes: boolean;
  /** Everything that is wrong, also where somebody could be woken in spite of it. */
  readonly holes: readonly Hole[];
}

const day = 24 * 60 * 60_000;

/** The next month: the time in which schedules are searched for gaps. @param now epoch milliseconds, as all times here */
export const lookAhead = (now: number): Span => ({ start: now, end: now + 31 * day });

/** @param directory has the contact, and all it leads to that is there */
export function reachability(directory: Directory, contact: Contact, now: number): Reachability {
  if (contact.type === "PERSONAL") return ofPerson(directory, contact);
  if (contact.type === "ONCALL_SCHEDULE") return ofSchedule(directory, contact, now);
  return ofEscalation(directory, contact, now);
}

function ofPerson({ channels, undelivered }: Directory, { plan }: Contact): Reachability {
  return ofStages(plan, (target) => {
    const arn = target.ChannelTargetInfo?.ContactChannelId ?? "";
    const channel = channels.get(arn);
    if (channel === undefined) return { kind: "channel gone", text: `the channel ${arn} is gone` };
    const shown = `the channel ${channel.name} (${maskedAddress(channel.address)})`;
    if (!channel.activated) return { kind: "channel not activated", text: `${shown} is not activated` };
    if (undelivered?.(channel) !== true) return undefined;
    return { kind: "no provider", text: `${shown} reaches the outbox only, it has no provider` };
  });
}

function ofEscalation(directory: Directory, { plan }: Contact, now: number): Reachability {
  return ofStages(plan, (target) => {
    const arn = target.ContactTargetInfo?.ContactId ?? "";
    const contact = directory.contacts.get(arn);
    // Escalation plans in escalation plans are not followed, so that nothing goes round in circles.
    if (contact === undefined || contact.type === "ESCALATION")
      return { kind: "contact gone", text: `the contact ${arn} is gone` };
    return unlessWoken(contact, reachability(directory, contact, now));
  });
}

type Target = NonNullable<Plan["Stages"]>[number]["Targets"][number];

/** @param holeOf what is wrong with a target; undefined when it wakes somebody */
function ofStages({ Stages: stages = [] }: Plan, holeOf: (target: Target) => Hole | undefined): Reachability {
  if (stages.length === 0)
    return { wakes: false, holes: [{ kind: "no stages", text: "the plan has no stages" }] };
  const found = stages.map(({ Targets: targets }, index) => {
    const at = `stage ${index + 1}`;
    if (targets.length === 0) return [emptyStage(at)];
    return targets.map((target) => placed(at, holeOf(target)));
  });
  return {
    wakes: found.flat().includes(undefined),
    holes: found.flat().filter((hole) => hole !== undefined),
  };
}

const emptyStage = (at: string): Hole => ({ kind: "empty stage", text: `${at} has no targets` });

const placed = (at: string, hole: Hole | undefined): Hole | undefined =>
  hole && { kind: hole.kind, text: `${at}: ${hole.text}` };

const unlessWoken = (contact: Contact, { wakes, holes }: Reachability): Hole | undefined =>
  wakes
    ? undefined
    : { kind: "contact cannot be woken", text: `${contact.alias} cannot be woken: ${holesTold(holes)}` };

function ofSchedule(directory: Directory, { plan }: Contact, now: number): Reachability {
  const arns = plan.RotationIds ?? [];
  if (arns.length === 0)
    return { wakes: false, holes: [{ kind: "no rotations", text: "the schedule has no rotations" }] };
  const rosters = arns.flatMap((arn) => directory.rosters.get(arn) ?? []);
  const people = peopleOf(rosters, now).map((arn) => personHole(directory, arn));
  const uncovered = [...gaps(rosters, lookAhead(now))];
  const isNeverCovered = uncovered.some(({ start, end }) => end - start >= 31 * day);
  return {
    wakes: people.includes(undefined) && !isNeverCovered,
    holes: [
      ...arns
        .filter((arn) => !directory.rosters.has(arn))
        .map((arn): Hole => ({ kind: "rotation gone", text: `the rotation ${arn} is gone` })),
      ...gapHoles(uncovered),
      ...people.filter((hole) => hole !== undefined),
    ],
  };
}

function personHole(directory: Directory, arn: string): Hole | undefined {
  const person = directory.contacts.get(arn);
  if (person === undefined) return { kind: "contact gone", text: `the contact ${arn} is gone` };
  return unlessWoken(person, ofPerson(directory, person));
}

/** Everybody who takes shifts, or an override's in the time that is looked at. */
export const peopleOf = (rosters: readonly Roster[], now: number): readonly string[] => {
  const { start, end } = lookAhead(now);
  const people = rosters.flatMap(({ rotation, overrides }) => [
    ...rotation.contactIds,
    ...overrides
      .filter(({ startTime, endTime }) => startTime < end && endTime > start)
      .flatMap(({ newContactIds }) => newContactIds),
  ]);
  return [...new Set(people)];
};

function gapHoles([first, ...others]: readonly Span[]): Hole[] {
  if (first === undefined) return [];
  const span = `from ${instant(first.start)} to ${instant(first.end)}`;
  const count = `${others.length} more ${others.length === 1 ? "gap" : "gaps"}`;
  const more = others.length === 0 ? "" : `, and in ${count} during the next month`;
  return [{ kind: "gap", text: `nobody is on call ${span}${more}` }];
}

const instant = (time: number): string => `${new Date(time).toISOString().slice(0, 16)}Z`;

/** A sentence stays one that people read. */
const mostTold = 5;

export const holesTold = (holes: readonly Hole[]): string => {
  const more = holes.length > mostTold ? [`and ${holes.length - mostTold} more`] : [];
  return [...holes.slice(0, mostTold).map(({ text }) => text), ...more].join("; ");
};
