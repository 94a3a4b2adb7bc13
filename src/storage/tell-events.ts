// Tells of what happened: into the log, and into the queue of each destination, in the transaction in which it happens.
import sql, { join } from "sql-template-tag";
import { parseArn } from "../domain/arn.ts";
import type { Incident } from "../domain/incident/incident.ts";
import type { LoggedEvent } from "../domain/notices/logged-event.ts";
import { topicsOf } from "../domain/notices/topics.ts";
import { enqueue } from "./event-queues.ts";
import { appendEvents } from "./events.ts";
import type { Reader, Transaction } from "./storage.ts";

/** The fact (in `meta`) that topics are published to in Amazon SNS. */
const publishingToSns = "publishing-to-sns";

/** To be called at every start: all nodes have the same settings. */
export const notePublishing = (tx: Transaction, isPublishing: boolean): Promise<number> =>
  tx.run(
    isPublishing
      ? sql`insert into meta (name, value) values (${publishingToSns}, 'yes') on conflict (name) do nothing`
      : sql`delete from meta where name = ${publishingToSns}`,
  );

/** Of events, at least one, that are all about the same incident. */
export async function tellOfIncident(
  tx: Transaction,
  arn: string,
  events: readonly LoggedEvent[],
): Promise<void> {
  await appendEvents(tx, events);
  const destinations = await destinationsOfIncident(tx, arn);
  if (destinations.length > 0) await enqueue(tx, events, { subject: arn, destinations });
}

/** Of events of one account, at least one, that only machines are told of. */
export async function tellMachines(
  tx: Transaction,
  account: string,
  events: readonly LoggedEvent[],
): Promise<void> {
  await appendEvents(tx, events);
  const destinations = await webhooksOf(tx, account);
  if (destinations.length === 0) return;
  for (const [subject, about] of Map.groupBy(events, ({ subject }) => subject))
    await enqueue(tx, about, { subject, destinations });
}

/** Of one event, wherever these topics lead. */
export async function tellTopics(
  tx: Transaction,
  topics: readonly string[],
  event: LoggedEvent,
): Promise<void> {
  const facts = await tx.first(sql`select value from meta where name = ${publishingToSns}`);
  const destinations = await destinationsOfTopics(tx, {
    account: event.account,
    topics,
    sns: facts !== undefined,
  });
  if (destinations.length === 0) return;
  await appendEvents(tx, [event]);
  await enqueue(tx, [event], { subject: event.id, destinations });
}

interface FactsRow {
  readonly incident: string;
  /** Of any webhook. */
  readonly webhook: string | null;
  readonly sns: string | null;
}

async function destinationsOfIncident(tx: Transaction, arn: string): Promise<string[]> {
  const named = parseArn(arn);
  if (named?.kind !== "incident-record") return [];
  const { account } = named;
  const facts = await tx.first<FactsRow>(sql`
    select document as incident,
      (select min(id) from event_webhooks where account = ${account}) as webhook,
      (select value from meta where name = ${publishingToSns}) as sns
    from incidents where arn = ${arn}`);
  if (facts === undefined) return [];
  const incident = JSON.parse(facts.incident) as Incident;
  const topics = topicsOf(incident);
  return [
    ...(await destinationsOfTopics(tx, { account, topics, sns: facts.sns !== null })),
    ...(facts.webhook === null ? [] : await webhooksOf(tx, account)),
    ...(incident.pagerDuty === undefined ? [] : ["pagerduty"]),
  ];
}

interface Topics {
  readonly account: string;
  readonly topics: readonly string[];
  readonly sns: boolean;
}

async function destinationsOfTopics(reader: Reader, { account, topics, sns }: Topics): Promise<string[]> {
  if (topics.length === 0) return [];
  const bindings = await reader.all<{ readonly id: string }>(
    sql`select id from topic_bindings where account = ${account} and topic_arn in (${join(topics)})`,
  );
  return [...bindings.map(({ id }) => `topic:${id}`), ...(sns ? topics.map((topic) => `sns:${topic}`) : [])];
}

async function webhooksOf(reader: Reader, account: string): Promise<string[]> {
  const rows = await reader.all<{ readonly id: string }>(
    sql`select id from event_webhooks where account = ${account} order by id`,
  );
  return rows.map(({ id }) => `webhook:${id}`);
}
