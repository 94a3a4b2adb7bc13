// Engagements: plans under way, with the words that go out to those who are called.
import { createHash } from "node:crypto";
import sql, { empty } from "sql-template-tag";
import type { KeptEngagement } from "../domain/contacts/engagement.ts";
import type { Engagement } from "../domain/engagement/engagement.ts";
import type { Plan } from "../domain/engagement/plan.ts";
import type { Text } from "../domain/engagement/sending.ts";
import type { Reader, Transaction } from "./storage.ts";

interface Row {
  readonly arn: string;
  readonly contact_arn: string;
  readonly sender: string;
  readonly incident: string | null;
  readonly started: number;
  readonly ended: number | null;
}

const columns = sql`arn, contact_arn, sender, incident, started, ended`;

const keptOf = (row: Row): KeptEngagement => ({
  arn: row.arn,
  contactArn: row.contact_arn,
  sender: row.sender,
  incident: row.incident ?? undefined,
  started: row.started,
  ended: row.ended ?? undefined,
});

/** What may be said of an incident is longer than PostgreSQL's indexes take. */
const keyOf = (incident: string): string => createHash("sha256").update(incident).digest("hex");

type Course = Pick<Engagement, "people" | "progress" | "answers" | "ended">;

const courseOf = ({ people, progress, answers, ended }: Engagement): string =>
  JSON.stringify({ people, progress, answers, ended } satisfies Course);

/** Who is called, and with which words. */
export interface EngagementToAdd {
  readonly engagement: Engagement;
  readonly account: string;
  readonly region: string;
  readonly sender: string;
  readonly text: Text;
}

export async function addEngagement(tx: Transaction, it: EngagementToAdd): Promise<void> {
  const { engagement, account, region } = it;
  const { arn, plan, incident, started } = engagement;
  await tx.run(sql`
    insert into engagements (arn, account, region, contact_arn, sender, incident, incident_key, started, words, plan, course)
    values (${arn}, ${account}, ${region}, ${plan.contact}, ${it.sender}, ${incident ?? null},
      ${incident === undefined ? null : keyOf(incident)}, ${started}, ${JSON.stringify(it.text)},
      ${JSON.stringify(plan)}, ${courseOf(engagement)})`);
}

type WholeRow = Row & { readonly words: string; readonly plan: string; readonly course: string };

export interface WholeEngagement {
  readonly engagement: Engagement;
  readonly text: Text;
}

const whole = (arn: string) =>
  sql`select ${columns}, words, plan, course from engagements where arn = ${arn}`;

/** Holds the engagement until the end of the transaction, for whoever changes it or a page of it. */
export const holdEngagement = async (tx: Transaction, arn: string): Promise<WholeEngagement | undefined> =>
  wholeOf(await tx.lock<WholeRow>(whole(arn), "update"));

export const findWholeEngagement = async (
  reader: Reader,
  arn: string,
): Promise<WholeEngagement | undefined> => wholeOf(await reader.first<WholeRow>(whole(arn)));

function wholeOf(row: WholeRow | undefined): WholeEngagement | undefined {
  if (row === undefined) return undefined;
  const { arn, incident, started } = keptOf(row);
  const plan = JSON.parse(row.plan) as Plan;
  const course = JSON.parse(row.course) as Course;
  return { engagement: { arn, incident, started, plan, ...course }, text: JSON.parse(row.words) as Text };
}

/** For an engagement that is held. */
export const saveEngagement = (tx: Transaction, it: Engagement): Promise<number> =>
  tx.run(sql`
    update engagements set course = ${courseOf(it)}, ended = ${it.ended?.at ?? null} where arn = ${it.arn}`);

export interface SaidEngagement {
  readonly engagement: KeptEngagement;
  readonly text: Text;
}

export async function findEngagement(reader: Reader, arn: string): Promise<SaidEngagement | undefined> {
  const row = await reader.first<Row & { readonly words: string }>(
    sql`select ${columns}, words from engagements where arn = ${arn}`,
  );
  return row && { engagement: keptOf(row), text: JSON.parse(row.words) as Text };
}

interface OfIncident {
  readonly account: string;
  readonly incident: string;
}

/** The ARNs of the account's engagements for the incident that have not ended, in all Regions, sorted. */
export async function openEngagementsOf(
  reader: Reader,
  { account, incident }: OfIncident,
): Promise<readonly string[]> {
  const rows = await reader.all<{ readonly arn: string }>(sql`
    select arn from engagements
    where account = ${account} and incident_key = ${keyOf(incident)} and ended is null order by arn`);
  return rows.map((row) => row.arn);
}

/** The latest of the account's engagements for the incident, in all Regions: what became of them so far. */
export async function coursesOf(
  reader: Reader,
  { account, incident, limit }: OfIncident & { readonly limit: number },
): Promise<readonly Pick<Engagement, "arn" | "answers" | "ended">[]> {
  const rows = await reader.all<Pick<WholeRow, "arn" | "course">>(sql`
    select arn, course from engagements where account = ${account} and incident_key = ${keyOf(incident)}
    order by started desc, arn desc limit ${limit}`);
  return rows.map(({ arn, course }) => {
    const { answers, ended } = JSON.parse(course) as Course;
    return { arn, answers, ended };
  });
}

export interface EngagementList {
  readonly account: string;
  readonly region: string;
  readonly incident?: string | undefined;
  /** Epoch milliseconds, both included. */
  readonly startedFrom?: number | undefined;
  readonly startedTo?: number | undefined;
  /** Only what comes after it: the start and ARN of the last engagement already listed. */
  readonly after?: readonly [started: number, arn: string] | undefined;
  readonly limit: number;
}

/** Those that started last come first; among equals, the greater ARN first. */
export async function listEngagements(reader: Reader, list: EngagementList): Promise<KeptEngagement[]> {
  const { incident, startedFrom, startedTo, after } = list;
  const rows = await reader.all<Row>(sql`
    select ${columns} from engagements where account = ${list.account} and region = ${list.region}
    ${incident === undefined ? empty : sql`and incident_key = ${keyOf(incident)}`}
    ${startedFrom === undefined ? empty : sql`and started >= ${startedFrom}`}
    ${startedTo === undefined ? empty : sql`and started <= ${startedTo}`}
    ${after === undefined ? empty : sql`and (started, arn) < (${after[0]}, ${after[1]})`}
    order by started desc, arn desc limit ${list.limit}`);
  return rows.map(keptOf);
}
