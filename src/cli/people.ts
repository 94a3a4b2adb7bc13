// `tocsin people add`: somebody who can be paged, in one command where the APIs take five calls.
import { setTimeout as pause } from "node:timers/promises";
import { activateContactChannel } from "../contract/contacts/activation.ts";
import { type ChannelType, createContactChannel } from "../contract/contacts/channel.ts";
import { createContact, deleteContact, updateContact } from "../contract/contacts/contact.ts";
import { createReplicationSet, listReplicationSets } from "../contract/incidents/replication-set.ts";
import { listOutbox } from "../contract/tocsin/outbox.ts";
import { callContacts, callIncidents, callServer, callersRegion } from "./client.ts";
import { CommandFailed } from "./settings.ts";

interface Asked {
  readonly alias: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly sms?: string | undefined;
  readonly voice?: string | undefined;
  /** The addresses are known to be theirs: nobody is asked for a code. */
  readonly confirmed?: boolean | undefined;
  readonly endpoint: string | undefined;
}

interface Channel {
  readonly arn: string;
  readonly address: string;
}

type Endpoint = string | undefined;

/** With a plan that tries all of the addresses at once. It leaves nobody half made. @throws {CommandFailed} */
export async function addPerson(asked: Asked): Promise<void> {
  const { alias, name, confirmed = false, endpoint } = asked;
  if (addressesOf(asked).length === 0)
    throw new CommandFailed(`Where is ${alias} reached? --email, --sms and --voice take an address.`);
  await ensureReplicationSet(endpoint);
  const person = { Alias: alias, DisplayName: name, Type: "PERSONAL" as const, Plan: { Stages: [] } };
  const { ContactArn: contact } = await callContacts(createContact, person, endpoint);
  try {
    const channels = await addChannels(contact, asked);
    if (confirmed) for (const channel of channels) await confirm(channel, endpoint);
    console.log(confirmed ? ready(alias) : channels.map(invitation).join("\n\n"));
  } catch (error) {
    await callContacts(deleteContact, { ContactId: contact }, endpoint);
    throw error;
  }
}

const addressesOf = ({ email, sms, voice }: Asked): { type: ChannelType; address: string }[] => [
  ...(email === undefined ? [] : [{ type: "EMAIL", address: email } as const]),
  ...(sms === undefined ? [] : [{ type: "SMS", address: sms } as const]),
  ...(voice === undefined ? [] : [{ type: "VOICE", address: voice } as const]),
];

async function ensureReplicationSet(endpoint: Endpoint): Promise<void> {
  const { replicationSetArns } = await callIncidents(listReplicationSets, {}, endpoint);
  if (replicationSetArns.length > 0) return;
  await callIncidents(createReplicationSet, { regions: { [callersRegion()]: {} } }, endpoint);
  console.log(`There was no replication set: one was made for ${callersRegion()}.`);
}

const minutesToAnswer = 5;

async function addChannels(contact: string, asked: Asked): Promise<Channel[]> {
  const channels: Channel[] = [];
  for (const { type: Type, address } of addressesOf(asked)) {
    const channel = {
      ContactId: contact,
      Name: Type.toLowerCase(),
      Type,
      DeliveryAddress: { SimpleAddress: address },
    };
    const { ContactChannelArn: arn } = await callContacts(createContactChannel, channel, asked.endpoint);
    channels.push({ arn, address });
  }
  const Targets = channels.map(({ arn }) => ({ ChannelTargetInfo: { ContactChannelId: arn } }));
  const Plan = { Stages: [{ DurationInMinutes: minutesToAnswer, Targets }] };
  await callContacts(updateContact, { ContactId: contact, Plan }, asked.endpoint);
  return channels;
}

async function confirm({ arn, address }: Channel, endpoint: Endpoint): Promise<void> {
  const ActivationCode = await codeFor({ arn, address }, endpoint);
  await callContacts(activateContactChannel, { ContactChannelId: arn, ActivationCode }, endpoint);
}

/** Milliseconds. */
const patience = 20_000;
const betweenLooks = 100;

/** The outbox has it as soon as it has gone out, or could not. */
async function codeFor({ arn, address }: Channel, endpoint: Endpoint): Promise<string> {
  for (const end = performance.now() + patience; performance.now() < end; await pause(betweenLooks)) {
    const { messages } = await callServer(listOutbox, { to: address }, endpoint);
    const message = messages.find(({ contactChannelArn }) => contactChannelArn === arn);
    if (message !== undefined) return message.code;
  }
  throw new CommandFailed(`The code for ${address} did not come into the outbox.`);
}

const ready = (alias: string): string => `${alias} can be paged. Try it:  tocsin doctor --page ${alias}`;

const invitation = ({
  arn,
  address,
}: Channel): string => `A code is on its way to ${address}. Nobody is paged there before it is typed in:
  aws ssm-contacts activate-contact-channel --contact-channel-id ${arn} --activation-code`;
