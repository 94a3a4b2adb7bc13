// A team in a whole server: people with phones that really ring, through the API of Twilio, and a clock that a test moves.
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import {
  ActivateContactChannelCommand,
  CreateContactChannelCommand,
  CreateContactCommand,
  CreateRotationCommand,
  type CreateRotationCommandInput,
  DescribeEngagementCommand,
  ListPageReceiptsCommand,
  ListPagesByEngagementCommand,
  type Page,
  type Receipt,
  type Stage,
  StartEngagementCommand,
  type StartEngagementCommandInput,
  type Tag,
  UpdateContactCommand,
} from "@aws-sdk/client-ssm-contacts";
import {
  CreateReplicationSetCommand,
  CreateResponsePlanCommand,
  type CreateResponsePlanCommandInput,
  GetTimelineEventCommand,
  ListTimelineEventsCommand,
  StartIncidentCommand,
} from "@aws-sdk/client-ssm-incidents";
import { inject } from "vitest";
import type { Place } from "../../src/storage/open.ts";
import { rememberTime } from "../../src/timers/manual-time.ts";
import { type AnswerHttp, answerJson } from "../channels/http-listener.ts";
import { type ReceivedMail, listenForMail } from "../channels/smtp-listener.ts";
import {
  type TwilioListener,
  type TwilioRequest,
  listenAsTwilio,
  tell,
  twilioAccount,
} from "../channels/twilio-listener.ts";
import type { TestEngine } from "../harness/engines.ts";
import { type TestServer, testServer } from "../harness/server.ts";

export interface Person {
  readonly arn: string;
  readonly alias: string;
  /** A phone number, E.164, or an e-mail address. */
  readonly address: string;
  /** The ARN of the channel that leads there. */
  readonly channel: string;
}

/** A person, or the ARN of any contact. */
type Contact = Person | string;

interface PersonMore {
  /** Of the channel; SMS unless said otherwise. */
  readonly type?: "SMS" | "VOICE" | "EMAIL";
  readonly stages?: (channel: string) => Stage[];
  readonly tags?: Tag[];
  /** The code is never typed in. */
  readonly inactive?: boolean;
}

export interface Team extends AsyncDisposable {
  readonly tocsin: TestServer;
  /** With which the server was started. */
  readonly env: Readonly<Record<string, string>>;
  /** Somebody whose plan is one channel, and five minutes to answer. */
  readonly person: (alias: string, more?: PersonMore) => Promise<Person>;
  /** Each of these @returns an ARN. */
  readonly escalation: (alias: string, stages: Stage[], tags?: Tag[]) => Promise<string>;
  readonly schedule: (alias: string, ...rotations: string[]) => Promise<string>;
  readonly rotation: (people: Person[], more?: Partial<CreateRotationCommandInput>) => Promise<string>;
  readonly responsePlan: (
    engagements: Contact[],
    more?: Partial<CreateResponsePlanCommandInput>,
  ) => Promise<string>;
  /** Of a response plan. All that is due has been done when it returns the ARN, as with `engage`. */
  readonly incident: (responsePlanArn: string) => Promise<string>;
  readonly engage: (contact: Contact, more?: Partial<StartEngagementCommandInput>) => Promise<string>;
  readonly advance: (duration: string) => Promise<void>;
  /** Epoch milliseconds, as the server's clock shows them. */
  readonly now: () => Promise<number>;
  /** Whose phones got a page since it was last asked, in order. */
  readonly rang: () => string[];
  /** What Twilio was asked for, in order. */
  readonly asked: readonly TwilioRequest[];
  /** What the mail server took, in order. */
  readonly mails: readonly ReceivedMail[];
  /** The person sends back the code of their latest page by SMS. */
  readonly reply: (person: Person) => Promise<void>;
  /** Twilio posts a form to a path of Tocsin's. @returns what was answered */
  readonly tell: (path: string, form: Readonly<Record<string, string>>) => Promise<string>;
  /** How Twilio answers; undefined: it takes everything. */
  answer: AnswerHttp | undefined;
  readonly hasEnded: (engagement: string) => Promise<boolean>;
  /** Oldest first. */
  readonly pages: (engagement: string) => Promise<Page[]>;
  readonly receipts: (page: Page | undefined) => Promise<Receipt[]>;
  /** Types and data, oldest first. */
  readonly timeline: (incident: string) => Promise<{ type: string; data: Record<string, unknown> }[]>;
  /** Stops the server if it is running, and starts another on its database. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export const publicUrl = "https://tocsin.example.com";

const arnOf = (contact: Contact): string => (typeof contact === "string" ? contact : contact.arn);

export const channelStage = (minutes: number, channel: string, retryMinutes = 0): Stage => ({
  DurationInMinutes: minutes,
  Targets: [{ ChannelTargetInfo: { ContactChannelId: channel, RetryIntervalInMinutes: retryMinutes } }],
});

/** Whose answer ends the engagement. */
export const stage = (minutes: number, ...contacts: Contact[]): Stage => ({
  DurationInMinutes: minutes,
  Targets: contacts.map((it) => ({ ContactTargetInfo: { ContactId: arnOf(it), IsEssential: true } })),
});

/** Who is told, and whose answer ends nothing. */
export const stageToTell = (minutes: number, ...contacts: Contact[]): Stage => ({
  DurationInMinutes: minutes,
  Targets: contacts.map((it) => ({ ContactTargetInfo: { ContactId: arnOf(it), IsEssential: false } })),
});

const words = {
  Sender: "test",
  Subject: "Disk full",
  Content: "The disk of web-1 is full.",
  PublicSubject: "Disk",
};

/** @param it.startsAt what the clock shows at first; the present when not said */
export async function gatherTeam(engine: TestEngine, it: { readonly startsAt?: Date } = {}): Promise<Team> {
  const place = await engine.place();
  if (it.startsAt !== undefined) await setClock(engine, place, it.startsAt);
  const dataDir =
    "dataDir" in place ? place.dataDir : await mkdtemp(join(inject("databases").scratch, "team-"));
  const names = new Map<string, string>();
  let answer: AnswerHttp | undefined;
  const accept: AnswerHttp = (_, response) => answerJson(response, 201, { sid: "SM1", status: "queued" });
  const twilio: TwilioListener = await listenAsTwilio((it, response) => (answer ?? accept)(it, response));
  const mail = await listenForMail();
  const env = {
    TOCSIN_DATA_DIR: dataDir,
    TOCSIN_SECRET_KEY: Buffer.alloc(32, 7).toString("base64"),
    ...("url" in place && { TOCSIN_DATABASE_URL: place.url }),
    TOCSIN_PUBLIC_URL: publicUrl,
    TOCSIN_TWILIO_ACCOUNT_SID: twilioAccount.accountSid,
    TOCSIN_TWILIO_AUTH_TOKEN: twilioAccount.authToken,
    TOCSIN_TWILIO_FROM: twilioAccount.from,
    TOCSIN_TWILIO_BASE_URL: twilio.url,
    TOCSIN_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    TOCSIN_MAIL_FROM: "pager@example.com",
  };
  let tocsin: TestServer | undefined = await testServer(env);
  const running = (): TestServer => {
    if (tocsin === undefined) throw new Error("the server is stopped");
    return tocsin;
  };
  const contacts = () => running().contacts;
  const incidents = () => running().incidents;
  const advance = (duration: string) => running().advance(duration);
  await incidents().send(new CreateReplicationSetCommand({ regions: { "us-east-1": {} } }));

  const now = async (): Promise<number> => {
    const shown = (await (await fetch(`${running().url}/_tocsin/clock`)).json()) as { readonly now: string };
    return Date.parse(shown.now);
  };

  const create = async (input: ConstructorParameters<typeof CreateContactCommand>[0]): Promise<string> =>
    (await contacts().send(new CreateContactCommand(input))).ContactArn ?? "";

  const activate = async (ContactChannelId: string, address: string): Promise<void> => {
    await advance("PT0S");
    const heard = twilio.requests.findLast(({ form }) => form.get("To") === address);
    const read = mail.mails.findLast(({ to }) => to.includes(address));
    const ActivationCode = codeIn(heard === undefined ? (read?.text ?? "") : textOf(heard));
    await contacts().send(new ActivateContactChannelCommand({ ContactChannelId, ActivationCode }));
  };

  const tellTocsin: Team["tell"] = async (path, form) => {
    const reply = await tell(`${running().url}${path}`, form, { signedFor: `${publicUrl}${path}` });
    if (!reply.ok) throw new Error(`${path} answered ${reply.status}`);
    return reply.text();
  };

  let heard = 0;
  return {
    get tocsin() {
      return running();
    },
    env,
    get asked() {
      return twilio.requests;
    },
    mails: mail.mails,
    person: async (
      alias,
      {
        type = "SMS",
        stages = (channel: string) => [channelStage(5, channel)],
        tags = [],
        inactive = false,
      } = {},
    ) => {
      const address = type === "EMAIL" ? `${alias}@example.com` : `+1425555${1000 + names.size}`;
      names.set(address, alias);
      const arn = await create({ Alias: alias, Type: "PERSONAL", Plan: { Stages: [] }, Tags: tags });
      const { ContactChannelArn: channel = "" } = await contacts().send(
        new CreateContactChannelCommand({
          ContactId: arn,
          Name: "mine",
          Type: type,
          DeliveryAddress: { SimpleAddress: address },
        }),
      );
      if (!inactive) await activate(channel, address);
      await contacts().send(new UpdateContactCommand({ ContactId: arn, Plan: { Stages: stages(channel) } }));
      return { arn, alias, address, channel };
    },
    escalation: (Alias, Stages, Tags = []) => create({ Alias, Type: "ESCALATION", Plan: { Stages }, Tags }),
    schedule: (Alias, ...RotationIds) => create({ Alias, Type: "ONCALL_SCHEDULE", Plan: { RotationIds } }),
    rotation: async (people, more = {}) => {
      const { RotationArn = "" } = await contacts().send(
        new CreateRotationCommand({
          Name: "primary",
          ContactIds: people.map(arnOf),
          TimeZoneId: "UTC",
          Recurrence: {
            NumberOfOnCalls: 1,
            RecurrenceMultiplier: 1,
            DailySettings: [{ HourOfDay: 9, MinuteOfHour: 0 }],
          },
          ...more,
        }),
      );
      return RotationArn;
    },
    responsePlan: async (engagements, more = {}) => {
      const { arn = "" } = await incidents().send(
        new CreateResponsePlanCommand({
          name: "web",
          incidentTemplate: { title: "Disk full", impact: 2, summary: "For private eyes." },
          engagements: engagements.map(arnOf),
          ...more,
        }),
      );
      return arn;
    },
    incident: async (responsePlanArn) => {
      const started = await incidents().send(new StartIncidentCommand({ responsePlanArn }));
      await advance("PT0S");
      return started.incidentRecordArn ?? "";
    },
    engage: async (contact, more = {}) => {
      const command = new StartEngagementCommand({ ContactId: arnOf(contact), ...words, ...more });
      const { EngagementArn = "" } = await contacts().send(command);
      await advance("PT0S");
      return EngagementArn;
    },
    advance,
    now,
    rang: () => {
      const since = twilio.requests.slice(heard);
      heard = twilio.requests.length;
      return since.filter(isPage).map(({ form }) => names.get(form.get("To") ?? "") ?? "somebody");
    },
    reply: async ({ address }) => {
      const page = twilio.requests.findLast((it) => isPage(it) && it.form.get("To") === address);
      const Body = codeIn(textOf(page));
      await tellTocsin("/twilio/sms", { From: address, To: twilioAccount.from, Body });
      await advance("PT0S");
    },
    tell: tellTocsin,
    get answer() {
      return answer;
    },
    set answer(it) {
      answer = it;
    },
    hasEnded: async (EngagementId) =>
      (await contacts().send(new DescribeEngagementCommand({ EngagementId }))).StopTime !== undefined,
    pages: async (EngagementId) => {
      const { Pages = [] } = await contacts().send(new ListPagesByEngagementCommand({ EngagementId }));
      return Pages.toReversed();
    },
    receipts: async (page) => {
      const command = new ListPageReceiptsCommand({ PageId: page?.PageArn });
      return ((await contacts().send(command)).Receipts ?? []).toReversed();
    },
    timeline: async (incidentRecordArn) => {
      const input = { incidentRecordArn, sortOrder: "ASCENDING" as const };
      const { eventSummaries = [] } = await incidents().send(new ListTimelineEventsCommand(input));
      return Promise.all(
        eventSummaries.map(async ({ eventId }) => {
          const { event } = await incidents().send(
            new GetTimelineEventCommand({ incidentRecordArn, eventId }),
          );
          const data = JSON.parse(event?.eventData ?? "") as Record<string, unknown>;
          return { type: event?.eventType ?? "", data };
        }),
      );
    },
    restart: async () => {
      await tocsin?.[Symbol.asyncDispose]();
      tocsin = await testServer(env);
    },
    stop: async () => {
      await tocsin?.[Symbol.asyncDispose]();
      tocsin = undefined;
    },
    [Symbol.asyncDispose]: async () => {
      await tocsin?.[Symbol.asyncDispose]();
      await twilio[Symbol.asyncDispose]();
      await mail[Symbol.asyncDispose]();
    },
  };
}

async function setClock(engine: TestEngine, place: Place, time: Date): Promise<void> {
  await using storage = await engine.open(place);
  await storage.write((tx) => rememberTime(tx, time.getTime()));
}

/** What is written or spoken. */
export const textOf = (request: TwilioRequest | undefined): string =>
  request?.form.get("Body") ?? request?.form.get("Twiml") ?? "";

export const isPage = (request: TwilioRequest): boolean => !textOf(request).includes("activation code");

/** The code that a message asks for, also as it is spoken. Six digits elsewhere may be part of an ARN. */
export const codeIn = (text: string): string =>
  /(?:Reply|code(?: is)?:?)\s+(\d{6})(?!\d)/i.exec(text.replaceAll(/(?<=\d), (?=\d)/g, ""))?.[1] ?? "";
