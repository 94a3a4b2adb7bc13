// Somebody who is being paged by a whole server, through one channel.
import {
  ActivateContactChannelCommand,
  type ChannelType,
  CreateContactChannelCommand,
  CreateContactCommand,
  GetContactChannelCommand,
  ListPageReceiptsCommand,
  ListPagesByEngagementCommand,
  StartEngagementCommand,
  StopEngagementCommand,
  UpdateContactCommand,
} from "@aws-sdk/client-ssm-contacts";
import { CreateReplicationSetCommand } from "@aws-sdk/client-ssm-incidents";
import type { OutboxMessage } from "../../src/contract/tocsin/outbox.ts";
import { type TestServer, testServer } from "../harness/server.ts";
import { tell } from "./twilio-listener.ts";

export const publicUrl = "https://tocsin.example.com";

export type InOutbox = Omit<OutboxMessage, "time"> & { readonly time: number };

export interface Paged extends AsyncDisposable {
  readonly tocsin: TestServer;
  readonly channel: string;
  /** Engages them, and does all that is due. @returns the ARN of the page */
  readonly page: () => Promise<{ readonly engagement: string; readonly page: string }>;
  /** The newest first. */
  readonly outbox: (to?: string) => Promise<InOutbox[]>;
  /** Type and words, oldest first. */
  readonly receipts: (page: string) => Promise<string[]>;
  readonly stop: (engagement: string) => Promise<unknown>;
  readonly isActivated: () => Promise<boolean>;
  /** What Tocsin has under an address of its public ones. */
  readonly open: (url: string, init?: RequestInit) => Promise<Response>;
  /** As Twilio does, signed. */
  readonly tell: (
    url: string,
    form: Readonly<Record<string, string>>,
    authToken?: string,
  ) => Promise<Response>;
}

interface Somebody {
  readonly type: ChannelType;
  readonly address: string;
  /** Settings of the server. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Their channel has been activated with the code from the outbox. */
export async function somebody({ type, address, env = {} }: Somebody): Promise<Paged> {
  const tocsin = await testServer({ TOCSIN_PUBLIC_URL: publicUrl, ...env });
  const { contacts, advance } = tocsin;
  await tocsin.incidents.send(new CreateReplicationSetCommand({ regions: { "us-east-1": {} } }));
  const { ContactArn: contact } = await contacts.send(
    new CreateContactCommand({
      Alias: "alice",
      DisplayName: "Alice",
      Type: "PERSONAL",
      Plan: { Stages: [] },
    }),
  );
  const { ContactChannelArn: channel = "" } = await contacts.send(
    new CreateContactChannelCommand({
      ContactId: contact,
      Name: "channel",
      Type: type,
      DeliveryAddress: { SimpleAddress: address },
    }),
  );
  const outbox: Paged["outbox"] = async (to) => {
    const query = to === undefined ? "" : `?${new URLSearchParams({ to }).toString()}`;
    const reply = await fetch(`${tocsin.url}/_tocsin/outbox${query}`);
    return ((await reply.json()) as { messages: InOutbox[] }).messages;
  };
  await advance("PT0S");
  const [sent] = await outbox();
  await contacts.send(
    new ActivateContactChannelCommand({ ContactChannelId: channel, ActivationCode: sent?.code }),
  );
  const Targets = [{ ChannelTargetInfo: { ContactChannelId: channel } }];
  await contacts.send(
    new UpdateContactCommand({ ContactId: contact, Plan: { Stages: [{ DurationInMinutes: 5, Targets }] } }),
  );
  return {
    tocsin,
    channel,
    page: async () => {
      const { EngagementArn: engagement = "" } = await contacts.send(
        new StartEngagementCommand({
          ContactId: contact,
          Sender: "test",
          Subject: "Checkout <is> down",
          Content: "41 % errors",
          PublicSubject: "Checkout",
        }),
      );
      await advance("PT0S");
      const { Pages } = await contacts.send(new ListPagesByEngagementCommand({ EngagementId: engagement }));
      return { engagement, page: Pages?.[0]?.PageArn ?? "" };
    },
    outbox,
    receipts: async (PageId) => {
      const { Receipts = [] } = await contacts.send(new ListPageReceiptsCommand({ PageId }));
      return Receipts.toReversed().map((it) => `${it.ReceiptType}: ${it.ReceiptInfo}`);
    },
    stop: (EngagementId) => contacts.send(new StopEngagementCommand({ EngagementId })),
    isActivated: async () => {
      const shown = await contacts.send(new GetContactChannelCommand({ ContactChannelId: channel }));
      return shown.ActivationStatus === "ACTIVATED";
    },
    open: (url, init) => fetch(url.replace(publicUrl, tocsin.url), init),
    tell: (url, form, authToken) =>
      tell(url.replace(publicUrl, tocsin.url), form, { signedFor: url, ...(authToken && { authToken }) }),
    [Symbol.asyncDispose]: () => tocsin[Symbol.asyncDispose](),
  };
}
