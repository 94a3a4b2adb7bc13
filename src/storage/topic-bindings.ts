// Which destinations the topics of an account are bound to, their configurations sealed.
import sql, { empty } from "sql-template-tag";
import type { Configuration } from "../domain/notices/destination.ts";
import type { Reader, Transaction } from "./storage.ts";

export interface TopicBinding {
  readonly id: string;
  readonly account: string;
  readonly topicArn: string;
  /** `slack` */
  readonly kind: string;
  /** The configuration, sealed at {@link placeOfBinding}. */
  readonly sealed: string;
  /** What of it may be shown. */
  readonly shown: Configuration;
  /** Epoch milliseconds. */
  readonly created: number;
}

/** Where its configuration is sealed. */
export const placeOfBinding = (id: string): string => `topic-binding/${id}`;

interface Row {
  readonly id: string;
  readonly account: string;
  readonly topic_arn: string;
  readonly kind: string;
  readonly sealed: string;
  readonly shown: string;
  readonly created: number;
}

const columns = sql`id, account, topic_arn, kind, sealed, shown, created`;

const bindingOf = ({ topic_arn: topicArn, shown, ...row }: Row): TopicBinding => ({
  ...row,
  topicArn,
  shown: JSON.parse(shown) as Configuration,
});

export const addTopicBinding = (tx: Transaction, it: TopicBinding): Promise<number> =>
  tx.run(sql`
    insert into topic_bindings (${columns})
    values (${it.id}, ${it.account}, ${it.topicArn}, ${it.kind}, ${it.sealed}, ${JSON.stringify(it.shown)}, ${it.created})`);

export const findTopicBinding = async (reader: Reader, id: string): Promise<TopicBinding | undefined> => {
  const row = await reader.first<Row>(sql`select ${columns} from topic_bindings where id = ${id}`);
  return row && bindingOf(row);
};

/** All of an account, or those of one topic; the oldest of each topic first. */
export const listTopicBindings = async (
  reader: Reader,
  { account, topicArn }: { readonly account: string; readonly topicArn?: string | undefined },
): Promise<TopicBinding[]> => {
  const rows = await reader.all<Row>(sql`
    select ${columns} from topic_bindings
    where account = ${account} ${topicArn === undefined ? empty : sql`and topic_arn = ${topicArn}`}
    order by topic_arn, id`);
  return rows.map(bindingOf);
};

/** @returns false when the account has none of this id */
export const removeTopicBinding = async (
  tx: Transaction,
  { account, id }: Pick<TopicBinding, "account" | "id">,
): Promise<boolean> =>
  (await tx.run(sql`delete from topic_bindings where account = ${account} and id = ${id}`)) > 0;

/** Of all accounts, the oldest first: for what comes in from where they lead. */
export const bindingsOfKind = async (reader: Reader, kind: string): Promise<TopicBinding[]> => {
  const rows = await reader.all<Row>(sql`
    select ${columns} from topic_bindings where kind = ${kind} order by created, id`);
  return rows.map(bindingOf);
};
