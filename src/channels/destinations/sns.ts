// The real Amazon SNS: an event is published to the topic that a plan names, in the topic's own Region.
import type { PublishCommandInput, SNSClient } from "@aws-sdk/client-sns";
import type { Carried, Carry, DestinationKind, Notice } from "../../domain/notices/destination.ts";

export interface SnsSettings {
  /** Absent: the chain of the AWS SDK (environment, files, instance role). */
  readonly credentials?:
    | { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }
    | undefined;
  /** Of an emulator. */
  readonly endpoint?: string | undefined;
}

const topicArn =
  /^arn:aws[a-z-]{0,12}:sns:([a-z]{2,8}(?:-[a-z]{2,12}){1,3}-\d{1,2}):\d{12}:[\w-]{1,256}(\.fifo)?$/;

/** Its configuration is `topic`, the ARN. The clients, one for each Region, live as long as the process. */
export function sns(settings: SnsSettings): DestinationKind {
  const clients = new Map<string, SNSClient>();
  return {
    name: "sns",
    about: "a topic of Amazon SNS",
    fields: { topic: { about: "its ARN", required: true, fault: () => undefined } },
    carry: publishing(settings, clients),
  };
}

const publishing =
  (settings: SnsSettings, clients: Map<string, SNSClient>): Carry =>
  async (notice, signal) => {
    const [TopicArn = "", region, fifo] = topicArn.exec(notice.config["topic"] ?? "") ?? [];
    if (region === undefined)
      return { outcome: "failed", said: "this is not the ARN of an SNS topic", permanent: true };
    // Only who uses it waits for it.
    const { PublishCommand, SNSClient } = await import("@aws-sdk/client-sns");
    const client =
      clients.get(region) ?? new SNSClient({ region, maxAttempts: 1, ...clientSettings(settings) });
    clients.set(region, client);
    const input = { TopicArn, Message: JSON.stringify(notice.event), ...(fifo && inOrder(notice)) };
    try {
      const { MessageId = "" } = await client.send(new PublishCommand(input), { abortSignal: signal });
      return { outcome: "sent", said: MessageId };
    } catch (error) {
      return failed(error);
    }
  };

const clientSettings = ({ credentials, endpoint }: SnsSettings): object => ({
  ...(credentials && { credentials }),
  ...(endpoint !== undefined && { endpoint }),
});

const inOrder = ({ event, incident, key }: Notice): Partial<PublishCommandInput> => ({
  MessageGroupId: incident?.arn.slice(-36) ?? event.id,
  MessageDeduplicationId: key.slice(0, 128),
});

/** What another try cannot mend. Source: API reference of Publish. */
const permanent: ReadonlySet<string> = new Set([
  "AuthorizationErrorException",
  "InvalidParameterException",
  "InvalidParameterValueException",
  "InvalidSecurityException",
  "NotFoundException",
]);

function failed(error: unknown): Carried {
  const name = error instanceof Error ? error.name : "Error";
  return {
    outcome: "failed",
    said: `Amazon SNS: ${name}`,
    ...(permanent.has(name) && { permanent: true }),
  };
}
