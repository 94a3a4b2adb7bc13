// The channels of contacts, each with the activation code that its owner has yet to type in.
import sql, { join } from "sql-template-tag";
import type { Activation } from "../domain/contacts/activation.ts";
import type { Channel, KeptChannel } from "../domain/contacts/channel.ts";
import type { Reader, Transaction } from "./storage.ts";

interface Row {
  readonly arn: string;
  readonly account: string;
  readonly contact_arn: string;
  readonly document: string;
}

const columns = sql`arn, account, contact_arn, document`;

const documentOf = ({ name, type, address, activated }: Channel): string =>
  JSON.stringify({ name, type, address, activated });

const channelOf = ({ arn, account, contact_arn: contactArn, document }: Row): Channel => ({
  arn,
  account,
  contactArn,
  ...(JSON.parse(document) as Pick<Channel, "name" | "type" | "address" | "activated">),
});

export const findChannel = async (reader: Reader, arn: string): Promise<Channel | undefined> =>
  (await findChannels(reader, [arn]))[0];

/** Those that are there, in no order. @param arns at most 10,000 */
export async function findChannels(reader: Reader, arns: readonly string[]): Promise<Channel[]> {
  if (arns.length === 0) return [];
  const rows = await reader.all<Row>(
    sql`select ${columns} from contact_channels where arn in (${join(arns)})`,
  );
  return rows.map(channelOf);
}

/** Those of all accounts with exactly this address, sorted by their ARN. */
export const findChannelsAt = async (reader: Reader, address: string): Promise<Channel[]> => {
  const rows = await reader.all<Row>(
    sql`select ${columns} from contact_channels where address = ${address} order by arn`,
  );
  return rows.map(channelOf);
};

interface Part {
  readonly after: string;
  readonly limit: number;
}

/** In the order of their making; only those after the given ARN. */
export const listChannels = async (
  reader: Reader,
  contact: string,
  { after, limit }: Part,
): Promise<Channel[]> => {
  const rows = await reader.all<Row>(sql`
    select ${columns} from contact_channels
    where contact_arn = ${contact} and arn > ${after} order by arn limit ${limit}`);
  return rows.map(channelOf);
};

/** All of them, in the order of their making. */
export const channelsOf = async (reader: Reader, contact: string): Promise<Channel[]> => {
  const rows = await reader.all<Row>(
    sql`select ${columns} from contact_channels where contact_arn = ${contact} order by arn`,
  );
  return rows.map(channelOf);
};

const pendingOf = ({ activation }: KeptChannel): string | null =>
  activation === undefined ? null : JSON.stringify(activation);

/** For a contact that is held, so that no channel outlives it. */
export const addChannel = (tx: Transaction, it: KeptChannel): Promise<number> =>
  tx.run(sql`
    insert into contact_channels (${columns}, address, pending)
    values (${it.channel.arn}, ${it.channel.account}, ${it.channel.contactArn}, ${documentOf(it.channel)},
      ${it.channel.address}, ${pendingOf(it)})`);

/** Holds the channel until the end of the transaction. */
export const lockChannel = async (tx: Transaction, arn: string): Promise<KeptChannel | undefined> => {
  const row = await tx.lock<Row & { readonly pending: string | null }>(
    sql`select ${columns}, pending from contact_channels where arn = ${arn}`,
    "update",
  );
  if (row === undefined) return undefined;
  const { pending, ...rest } = row;
  const activation = pending === null ? undefined : (JSON.parse(pending) as Activation);
  return { channel: channelOf(rest), activation };
};

/** For a channel that is held. */
export const saveChannel = (tx: Transaction, it: KeptChannel): Promise<number> =>
  tx.run(sql`
    update contact_channels set document = ${documentOf(it.channel)}, address = ${it.channel.address},
      pending = ${pendingOf(it)}
    where arn = ${it.channel.arn}`);

export const removeChannel = (tx: Transaction, arn: string): Promise<number> =>
  tx.run(sql`delete from contact_channels where arn = ${arn}`);
