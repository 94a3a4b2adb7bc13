// Looks at every contact of an account, part by part, so that other calls go on meanwhile.
import { setImmediate } from "node:timers/promises";
import type { Finding } from "../../contract/tocsin/reachability.ts";
import type { ContactType } from "../../contract/contacts/contact.ts";
import type { Contact } from "../../domain/contacts/contact.ts";
import { neverOnCall } from "../../domain/contacts/never-on-call.ts";
import { type Directory, reachability } from "../../domain/contacts/reachability.ts";
import { type Medium, mediumOf } from "../../domain/messages/letter.ts";
import { contactsAfter } from "../../storage/contacts.ts";
import { type Tags, readAllTags } from "../../storage/tags.ts";
import { directoryOf } from "../contacts/directory.ts";
import type { GivenForDoctor } from "./given.ts";
import { tagFaults } from "./tag-faults.ts";

export interface ContactsChecked {
  readonly counts: Readonly<Record<ContactType, number>>;
  readonly findings: readonly Finding[];
  /** Whether it wakes anybody, by ARN: every contact of the account. */
  readonly wakes: ReadonlyMap<string, boolean>;
  /** The activated channels of people's plans: their media, by ARN. */
  readonly channels: ReadonlyMap<string, Medium>;
}

const partSize = 200;

/** @param now epoch milliseconds */
export async function checkContacts(
  { storage, carried }: Pick<GivenForDoctor, "storage" | "carried">,
  account: string,
  now: number,
): Promise<ContactsChecked> {
  const counts = { PERSONAL: 0, ESCALATION: 0, ONCALL_SCHEDULE: 0 };
  const findings: Finding[] = [];
  const wakes = new Map<string, boolean>();
  const channels = new Map<string, Medium>();
  for (let after = ""; ;) {
    const part = await storage.read(async (reader) => {
      const contacts = await contactsAfter(reader, account, { after, limit: partSize });
      const arns = contacts.map(({ arn }) => arn);
      const [directory, tags] = [await directoryOf(reader, arns, now), await readAllTags(reader, arns)];
      return { contacts, tags, directory: { ...directory, undelivered: undelivered(carried) } };
    });
    for (const contact of part.contacts) {
      const finding = checkContact(part.directory, { contact, tags: part.tags.get(contact.arn), now });
      counts[contact.type] += 1;
      wakes.set(contact.arn, finding.wakes);
      if (finding.faults.length > 0) findings.push(finding);
    }
    for (const channel of part.directory.channels.values())
      if (channel.activated) channels.set(channel.arn, mediumOf(channel));
    after = part.contacts.at(-1)?.arn ?? "";
    if (part.contacts.length < partSize) return { counts, findings, wakes, channels };
    await setImmediate();
  }
}

/** While no provider at all is configured, that is said once, and not of everybody. */
const undelivered = (carried: GivenForDoctor["carried"]): Directory["undelivered"] =>
  carried.size === 0 ? undefined : (channel) => !carried.has(mediumOf(channel));

interface ToCheck {
  readonly contact: Contact;
  readonly tags: Tags | undefined;
  readonly now: number;
}

function checkContact(directory: Directory, { contact, tags, now }: ToCheck): Finding {
  const { arn, alias: name, type } = contact;
  const { wakes, holes } = reachability(directory, contact, now);
  const faults = [
    ...holes.map(({ text }) => text),
    ...idleMembers(directory, contact, now).map(neverCalled),
    ...tagFaults(tags),
  ];
  return { arn, name, type, wakes, faults };
}

const neverCalled = (alias: string): string =>
  `${alias} is never on call, every turn of theirs falls outside the shift coverages`;

/** The aliases of those who are in rotations of the schedule, and on call in none of them. */
function idleMembers({ contacts, rosters }: Directory, { plan }: Contact, now: number): string[] {
  const rotations = (plan.RotationIds ?? [])
    .flatMap((arn) => rosters.get(arn)?.rotation ?? [])
    .map((rotation) => ({ members: rotation.contactIds, idle: neverOnCall(rotation, now) }));
  const working = rotations.flatMap(({ members, idle }) => members.filter((arn) => !idle.includes(arn)));
  const never = new Set(rotations.flatMap(({ idle }) => idle)).difference(new Set(working));
  return [...never].flatMap((arn) => contacts.get(arn)?.alias ?? []);
}
