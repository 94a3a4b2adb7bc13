// Reads from the storage what reachability needs to know of contacts, and of all that their plans lead to.
import type { Channel } from "../../domain/contacts/channel.ts";
import type { Contact } from "../../domain/contacts/contact.ts";
import { referencesOf } from "../../domain/contacts/plan-rules.ts";
import { type Directory, lookAhead, peopleOf } from "../../domain/contacts/reachability.ts";
import { isTimeZone } from "../../domain/shifts/time-zone.ts";
import type { Roster } from "../../domain/shifts/shifts.ts";
import { findChannels } from "../../storage/contact-channels.ts";
import { findContacts } from "../../storage/contacts.ts";
import { overridesOf } from "../../storage/rotation-overrides.ts";
import { findRotations } from "../../storage/rotations.ts";
import type { Reader } from "../../storage/storage.ts";

/** What is not there is left out. @param now epoch milliseconds */
export async function directoryOf(reader: Reader, arns: readonly string[], now: number): Promise<Directory> {
  const contacts = new Map<string, Contact>();
  const add = async (more: readonly string[]): Promise<void> => {
    const missing = [...new Set(more)].filter((arn) => !contacts.has(arn));
    for (const contact of await findContacts(reader, missing)) contacts.set(contact.arn, contact);
  };
  await add(arns);
  await add(namedBy(contacts, "contacts"));
  const rosters = await rostersOf(reader, namedBy(contacts, "rotations"), now);
  await add(peopleOf([...rosters.values()], now));
  const channels = await findChannels(reader, namedBy(contacts, "channels"));
  return { contacts, rosters, channels: new Map(channels.map((it): [string, Channel] => [it.arn, it])) };
}

const namedBy = (
  contacts: ReadonlyMap<string, Contact>,
  what: keyof ReturnType<typeof referencesOf>,
): readonly string[] => [
  ...new Set([...contacts.values()].flatMap(({ plan }) => referencesOf(plan)[what].map(({ arn }) => arn))),
];

async function rostersOf(
  reader: Reader,
  arns: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, Roster>> {
  const rosters = new Map<string, Roster>();
  for (const rotation of await findRotations(reader, arns)) {
    // Written where the zone was known. Here it has nobody on call, as the pager sees it too.
    if (!isTimeZone(rotation.timeZoneId)) continue;
    const overrides = await overridesOf(reader, rotation.arn, lookAhead(now));
    rosters.set(rotation.arn, { rotation, overrides });
  }
  return rosters;
}
