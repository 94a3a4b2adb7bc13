// What an engagement needs to know of the world: who is there, who is on call, which channels are open.
import { accountOf } from "../../domain/contacts/arn.ts";
import type { Engagement } from "../../domain/engagement/engagement.ts";
import type { Facts } from "../../domain/engagement/facts.ts";
import { personOf } from "../../domain/engagement/freeze.ts";
import type { Person } from "../../domain/engagement/plan.ts";
import { type Roster, onCallAt } from "../../domain/shifts/shifts.ts";
import { findChannels } from "../../storage/contact-channels.ts";
import { findContacts } from "../../storage/contacts.ts";
import { contactsWithDuePages } from "../../storage/pages.ts";
import { overridesOf } from "../../storage/rotation-overrides.ts";
import { rotationsOfSchedule } from "../../storage/rotations.ts";
import type { Reader } from "../../storage/storage.ts";
import { plannedContacts } from "./planned-contacts.ts";

/** As of `now`, epoch milliseconds. */
export async function factsOf(reader: Reader, engagement: Engagement, now: number): Promise<Facts> {
  const { plan, people } = engagement;
  const account = accountOf(engagement.arn);
  const targets = plan.stages.flatMap((stage) => stage.targets);
  const schedules = targets.filter(({ kind }) => kind === "schedule").map(({ contact }) => contact);
  const names = await namesOnCall(reader, schedules, now);

  const known = new Set([...targets.map(({ contact }) => contact), ...people.map(({ contact }) => contact)]);
  const met = new Set([...names.values()].flat());
  const found = await inParts([...known.union(met)], (arns) => findContacts(reader, arns));
  const there = new Map(found.filter((it) => it.account === account).map((it) => [it.arn, it]));

  const onCall = [...there.values()].filter((it) => met.has(it.arn) && it.type === "PERSONAL");
  const planned = await plannedContacts(reader, onCall);
  const persons = new Map([...planned].map(([arn, contact]) => [arn, personOf(contact)]));
  return {
    channels: await openChannels(reader, [...people, ...persons.values()]),
    deleted: known.difference(there),
    onCall: new Map(
      [...names].map(([schedule, arns]) => [schedule, arns.flatMap((arn) => persons.get(arn) ?? [])]),
    ),
    unsent: await contactsWithDuePages(reader, engagement.arn),
  };
}

/** The ARNs of those on call, by schedule, each once. */
async function namesOnCall(
  reader: Reader,
  schedules: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const names = new Map<string, readonly string[]>();
  for (const schedule of new Set(schedules)) {
    const onCall: string[] = [];
    for (const rotation of await rotationsOfSchedule(reader, schedule)) {
      const overrides = await overridesOf(reader, rotation.arn, { start: now, end: now + 1 });
      onCall.push(...onCallIn({ rotation, overrides }, now));
    }
    names.set(schedule, [...new Set(onCall)]);
  }
  return names;
}

/** A rotation that cannot be calculated, as in a zone that this machine does not know, keeps nobody else from being paged. */
function onCallIn(roster: Roster, now: number): readonly string[] {
  try {
    return onCallAt(roster, now);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

async function openChannels(reader: Reader, people: readonly Person[]): Promise<Set<string>> {
  const channels = people.flatMap(({ stages }) =>
    stages.flatMap(({ targets }) => targets.map(({ channel }) => channel)),
  );
  const found = await inParts([...new Set(channels)], (arns) => findChannels(reader, arns));
  return new Set(found.filter(({ activated }) => activated).map(({ arn }) => arn));
}

/** More do not fit into one statement of either engine. */
const askedAtOnce = 5000;

async function inParts<T>(
  arns: readonly string[],
  find: (arns: readonly string[]) => Promise<readonly T[]>,
): Promise<T[]> {
  const found: T[] = [];
  for (let from = 0; from < arns.length; from += askedAtOnce)
    found.push(...(await find(arns.slice(from, from + askedAtOnce))));
  return found;
}
