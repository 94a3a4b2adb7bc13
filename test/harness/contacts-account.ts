// An account that is ready for contacts, and what tests ask of it again and again.
import sql from "sql-template-tag";
import type { ApiError } from "../../src/contract/api-error.ts";
import type { Caller } from "../../src/contract/call.ts";
import { activateContactChannel, sendActivationCode } from "../../src/contract/contacts/activation.ts";
import {
  type ChannelType,
  type ContactChannelDetails,
  createContactChannel,
  getContactChannel,
} from "../../src/contract/contacts/channel.ts";
import {
  type ContactWithPlan,
  type Plan,
  type Stage,
  createContact,
  getContact,
  updateContact,
} from "../../src/contract/contacts/contact.ts";
import { createRotation } from "../../src/contract/contacts/rotation.ts";
import type { RecurrenceSettings } from "../../src/contract/contacts/recurrence.ts";
import { createReplicationSet } from "../../src/contract/incidents/replication-set.ts";
import type { InputOf, Operation, OutputOf } from "../../src/contract/operation.ts";
import type { CodeToSend } from "../../src/domain/contacts/activation.ts";
import { type Calls, newCaller } from "./calls.ts";

type RotationInput = InputOf<typeof createRotation>;

export interface ContactsAccount {
  readonly caller: Caller;
  readonly call: <O extends Operation>(operation: O, input: InputOf<O>) => Promise<OutputOf<O>>;
  readonly refusal: <O extends Operation>(operation: O, input: InputOf<O>) => Promise<ApiError>;
  /** Each of these @returns the ARN. People have no stages at first. */
  readonly person: (alias: string) => Promise<string>;
  readonly escalation: (alias: string, ...stages: Stage[]) => Promise<string>;
  readonly schedule: (alias: string, ...rotations: string[]) => Promise<string>;
  readonly channel: (contact: string, address?: string, type?: ChannelType) => Promise<string>;
  readonly rotation: (people: string[], more?: Partial<RotationInput>) => Promise<string>;
  /** With one activated channel, in a plan of one stage. */
  readonly wakeable: (alias: string) => Promise<string>;
  readonly plan: (contact: string, plan: Plan) => Promise<unknown>;
  readonly contact: (arn: string) => Promise<ContactWithPlan>;
  readonly channelShown: (arn: string) => Promise<ContactChannelDetails>;
  /** The code that is on its way to the channel; undefined when none is. */
  readonly codeFor: (channel: string) => Promise<string | undefined>;
  readonly activate: (channel: string) => Promise<void>;
}

/** Every day at nine, one person at a time. */
export const dailyAtNine: RecurrenceSettings = {
  NumberOfOnCalls: 1,
  RecurrenceMultiplier: 1,
  DailySettings: [{ HourOfDay: 9, MinuteOfHour: 0 }],
};

export const channelStage = (minutes: number, ...channels: string[]): Stage => ({
  DurationInMinutes: minutes,
  Targets: channels.map((ContactChannelId) => ({ ChannelTargetInfo: { ContactChannelId } })),
});

export const contactStage = (minutes: number, ...contacts: string[]): Stage => ({
  DurationInMinutes: minutes,
  Targets: contacts.map((ContactId) => ({ ContactTargetInfo: { ContactId, IsEssential: true } })),
});

export async function contactsAccount(tocsin: Calls, caller = newCaller()): Promise<ContactsAccount> {
  await tocsin.call(caller, createReplicationSet, { regions: { "us-east-1": {} } });
  const call: ContactsAccount["call"] = (operation, input) => tocsin.call(caller, operation, input);
  const make = async (input: InputOf<typeof createContact>): Promise<string> =>
    (await call(createContact, input)).ContactArn;
  const codeFor: ContactsAccount["codeFor"] = async (channel) => {
    const timer = await tocsin.given.storage.first<{ payload: string }>(
      sql`select payload from timers where kind = 'send-activation-code' and key = ${channel}`,
    );
    return timer && (JSON.parse(timer.payload) as CodeToSend).code;
  };
  const activate: ContactsAccount["activate"] = async (channel) => {
    if ((await codeFor(channel)) === undefined) await call(sendActivationCode, { ContactChannelId: channel });
    const ActivationCode = (await codeFor(channel)) ?? "";
    await call(activateContactChannel, { ContactChannelId: channel, ActivationCode });
  };
  const person: ContactsAccount["person"] = (alias) =>
    make({ Alias: alias, Type: "PERSONAL", Plan: { Stages: [] } });
  const channel: ContactsAccount["channel"] = async (
    contact,
    SimpleAddress = "+14255550123",
    Type = "SMS",
  ) => {
    const channel = { ContactId: contact, Name: "phone", Type, DeliveryAddress: { SimpleAddress } };
    return (await call(createContactChannel, channel)).ContactChannelArn;
  };
  const plan: ContactsAccount["plan"] = (ContactId, Plan) => call(updateContact, { ContactId, Plan });
  return {
    caller,
    call,
    refusal: (operation, input) => tocsin.refusal(caller, operation, input),
    person,
    escalation: (alias, ...Stages) => make({ Alias: alias, Type: "ESCALATION", Plan: { Stages } }),
    schedule: (alias, ...RotationIds) =>
      make({ Alias: alias, Type: "ONCALL_SCHEDULE", Plan: { RotationIds } }),
    channel,
    rotation: async (ContactIds, more = {}) =>
      (
        await call(createRotation, {
          Name: "primary",
          ContactIds,
          TimeZoneId: "UTC",
          Recurrence: dailyAtNine,
          ...more,
        })
      ).RotationArn,
    wakeable: async (alias) => {
      const contact = await person(alias);
      const phone = await channel(contact);
      await activate(phone);
      await plan(contact, { Stages: [channelStage(5, phone)] });
      return contact;
    },
    plan,
    contact: (ContactId) => call(getContact, { ContactId }),
    channelShown: (ContactChannelId) => call(getContactChannel, { ContactChannelId }),
    codeFor,
    activate,
  };
}
