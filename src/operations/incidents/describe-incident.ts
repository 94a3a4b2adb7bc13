// An incident for whoever opens the link to it: what it is, who was called, and what has happened.
import type { Incident } from "../../domain/incident/incident.ts";
import { sentenceOf } from "../../domain/timeline-sentences.ts";
import { findContacts } from "../../storage/contacts.ts";
import { coursesOf } from "../../storage/engagements.ts";
import { findIncident } from "../../storage/incidents.ts";
import { firstPages } from "../../storage/pages.ts";
import type { Reader, Storage } from "../../storage/storage.ts";
import { newestEvents } from "../../storage/timeline-events.ts";

/** All times are epoch milliseconds. */
export interface IncidentDescribed {
  readonly incident: Incident;
  /** Who was paged, the first one first. */
  readonly called: readonly Called[];
  /** The newest first. */
  readonly events: readonly { readonly time: number; readonly text: string }[];
  /** Whether there are older events. */
  readonly goesOn: boolean;
}

export interface Called {
  readonly name: string;
  /** When they were first to be paged. */
  readonly at: number;
  readonly answered?: number | undefined;
  /** Whether somebody still waits for an answer. */
  readonly awaited: boolean;
}

const most = { engagements: 20, people: 50, events: 200 };

interface Named {
  /** Twelve digits. */
  readonly account: string;
  /** Its ARN. */
  readonly incident: string;
}

/** @returns undefined when the account has no such incident, or no more */
export const describeIncident = (
  { storage }: { readonly storage: Pick<Storage, "read"> },
  { account, incident: arn }: Named,
): Promise<IncidentDescribed | undefined> =>
  storage.read(async (reader) => {
    const incident = await findIncident(reader, arn);
    if (incident?.account !== account) return undefined;
    const called = await calledFor(reader, { account, incident: arn });
    const contacts = await findContacts(
      reader,
      called.map(({ contact }) => contact),
    );
    const names = new Map(contacts.map((it) => [it.arn, it.displayName ?? it.alias]));
    const events = await newestEvents(reader, { incidentArn: arn, limit: most.events + 1 });
    return {
      incident,
      called: called.map(({ contact, at, answered, awaited }) => ({
        name: names.get(contact) ?? aliasOf(contact),
        at,
        answered,
        awaited,
      })),
      events: events.slice(0, most.events).map((event) => ({
        time: event.time,
        text: sentenceOf(event, (contact) => names.get(contact)),
      })),
      goesOn: events.length > most.events,
    };
  });

const aliasOf = (contact: string): string => contact.slice(contact.lastIndexOf("/") + 1);

type CalledContact = Omit<Called, "name"> & { readonly contact: string };

/** Each once, whatever number of engagements called them. */
async function calledFor(reader: Reader, named: Named): Promise<CalledContact[]> {
  const called = new Map<string, CalledContact>();
  for (const { arn, answers, ended } of await coursesOf(reader, { ...named, limit: most.engagements }))
    for (const { contact, at } of await firstPages(reader, { engagement: arn, limit: most.people })) {
      const before = called.get(contact);
      const answered = before?.answered ?? answers.find((answer) => answer.contact === contact)?.at;
      const awaited = answered === undefined && (ended === undefined || before?.awaited === true);
      called.set(contact, { contact, at: Math.min(at, before?.at ?? at), answered, awaited });
    }
  return [...called.values()].sort((a, b) => a.at - b.at).slice(0, most.people);
}
