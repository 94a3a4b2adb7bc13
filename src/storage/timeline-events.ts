// The timelines of incidents, one row for each event.
import sql, { bulk, empty, type Sql } from "sql-template-tag";
import type { Window } from "../domain/filters.ts";
import { changed, removed, written } from "../domain/notices/logged-event.ts";
import type { EventSummary, Happening, TimelineEvent } from "../domain/timeline.ts";
import type { Reader, Transaction } from "./storage.ts";
import { tellOfIncident } from "./tell-events.ts";

interface SummaryRow {
  readonly id: string;
  readonly incident_arn: string;
  readonly event_time: number;
  readonly updated_time: number;
  readonly event_type: string;
  readonly event_references: string | null;
}

type Row = SummaryRow & { readonly event_data: string };

const summaryColumns = sql`id, incident_arn, event_time, updated_time, event_type, event_references`;

const summaryOf = (row: SummaryRow): EventSummary => ({
  id: row.id,
  incidentArn: row.incident_arn,
  time: row.event_time,
  updatedTime: row.updated_time,
  type: row.event_type,
  references:
    row.event_references === null
      ? undefined
      : (JSON.parse(row.event_references) as TimelineEvent["references"]),
});

const referencesOf = ({ references }: Pick<TimelineEvent, "references">): string | null =>
  references === undefined ? null : JSON.stringify(references);

const valuesOf = (it: TimelineEvent): (string | number | null)[] => [
  it.id,
  it.incidentArn,
  it.time,
  it.updatedTime,
  it.type,
  it.data,
  referencesOf(it),
];

/**
 * At least one. The incident must be there and held by the transaction, so that no event outlives it. Whoever is to be
 * told of the incident is told, once this is committed.
 */
export async function addEvents(tx: Transaction, events: readonly TimelineEvent[]): Promise<void> {
  await tx.run(sql`
    insert into timeline_events (id, incident_arn, event_time, updated_time, event_type, event_data, event_references)
    values ${bulk(events.map(valuesOf))}`);
  for (const [incident, added] of Map.groupBy(events, ({ incidentArn }) => incidentArn))
    await tellOfIncident(tx, incident, added.map(written));
}

/** What the service itself tells, where and when. */
export interface RecordedEvent extends Happening {
  readonly id: string;
  readonly incidentArn: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly references?: TimelineEvent["references"];
}

/** Writes the service's own events. The same holds as for {@link addEvents}. */
export const recordEvents = (tx: Transaction, events: readonly RecordedEvent[]): Promise<void> =>
  addEvents(
    tx,
    events.map((it) => ({ ...it, updatedTime: it.time, data: JSON.stringify(it.data) })),
  );

interface EventKey {
  readonly incidentArn: string;
  readonly id: string;
}

const byKey = ({ incidentArn, id }: EventKey): Sql =>
  sql`select ${summaryColumns}, event_data from timeline_events where incident_arn = ${incidentArn} and id = ${id}`;

const eventOf = (row: Row | undefined): TimelineEvent | undefined =>
  row === undefined ? undefined : { ...summaryOf(row), data: row.event_data };

export const findEvent = async (reader: Reader, key: EventKey): Promise<TimelineEvent | undefined> =>
  eventOf(await reader.first<Row>(byKey(key)));

/** Holds the event until the end of the transaction. */
export const lockEvent = async (tx: Transaction, key: EventKey): Promise<TimelineEvent | undefined> =>
  eventOf(await tx.lock<Row>(byKey(key), "update"));

/** For an event that is held. @param newId the id of what is told of the change */
export async function saveEvent(tx: Transaction, it: TimelineEvent, newId: string): Promise<void> {
  await tx.run(sql`
    update timeline_events set event_time = ${it.time}, updated_time = ${it.updatedTime}, event_type = ${it.type},
      event_data = ${it.data}, event_references = ${referencesOf(it)}
    where incident_arn = ${it.incidentArn} and id = ${it.id}`);
  await tellOfIncident(tx, it.incidentArn, [changed(it, newId)]);
}

/** @param deletion the id of what is told of it, and when it is (epoch milliseconds) */
export async function deleteEvent(
  tx: Transaction,
  it: EventSummary,
  deletion: { readonly id: string; readonly time: number },
): Promise<void> {
  await tx.run(sql`delete from timeline_events where incident_arn = ${it.incidentArn} and id = ${it.id}`);
  await tellOfIncident(tx, it.incidentArn, [removed(it, deletion)]);
}

export interface EventList {
  readonly incidentArn: string;
  readonly order: "ASCENDING" | "DESCENDING";
  readonly time: Window;
  /** Only what comes after it in the list: the time and id of the last event already listed. */
  readonly after: readonly [time: number, id: string] | undefined;
  readonly limit: number;
}

/** Ordered by time; events of equal time by id, that is in the order in which they were written. */
export async function listEvents(reader: Reader, list: EventList): Promise<EventSummary[]> {
  const { time, after } = list;
  const forward = list.order === "ASCENDING";
  const rows = await reader.all<SummaryRow>(sql`
    select ${summaryColumns} from timeline_events
    where incident_arn = ${list.incidentArn}
    ${time.after === undefined ? empty : sql`and event_time > ${time.after}`}
    ${time.before === undefined ? empty : sql`and event_time < ${time.before}`}
    ${after === undefined ? empty : sql`and (event_time, id) ${forward ? sql`>` : sql`<`} (${after[0]}, ${after[1]})`}
    order by ${forward ? sql`event_time, id` : sql`event_time desc, id desc`} limit ${list.limit}`);
  return rows.map(summaryOf);
}

/** In the order of the timeline. */
export const firstEventOfType = async (
  reader: Reader,
  incidentArn: string,
  type: string,
): Promise<Pick<EventSummary, "id"> | undefined> =>
  reader.first<Pick<EventSummary, "id">>(sql`
    select id from timeline_events where incident_arn = ${incidentArn} and event_type = ${type}
    order by event_time, id limit 1`);

/** The newest first, with what they say. */
export async function newestEvents(
  reader: Reader,
  { incidentArn, limit }: Pick<EventList, "incidentArn" | "limit">,
): Promise<TimelineEvent[]> {
  const rows = await reader.all<Row>(sql`
    select ${summaryColumns}, event_data from timeline_events where incident_arn = ${incidentArn}
    order by event_time desc, id desc limit ${limit}`);
  return rows.flatMap((row) => eventOf(row) ?? []);
}
