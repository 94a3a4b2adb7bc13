// A topic of SNS: it signs as Amazon does, and a listener on this machine has its certificate and hears confirmations.
import { randomUUID, sign } from "node:crypto";
import { type Certificate, selfMadeCertificate } from "../channels/certificate.ts";
import { type Asked, listenForHttp } from "../channels/http-listener.ts";

export const topicArn = "arn:aws:sns:eu-west-1:444455556666:alarms";

export type SnsMessage = Record<string, string>;

export interface SnsTopic extends AsyncDisposable {
  /** To be trusted by the server. */
  readonly origin: string;
  readonly asked: readonly Asked[];
  /** How the next confirmation is answered; 200 at first. */
  confirmationStatus: number;
  /** @param change of the message before it is signed */
  readonly notification: (message: unknown, change?: SnsMessage) => SnsMessage;
  readonly confirmation: (change?: SnsMessage) => SnsMessage;
  readonly unsubscription: () => SnsMessage;
}

/** What a text to sign has, in order; after SNS's developer guide. */
const signedNames = [
  "Message",
  "MessageId",
  "Subject",
  "SubscribeURL",
  "Timestamp",
  "Token",
  "TopicArn",
  "Type",
];

function signed(message: SnsMessage, { key }: Certificate): SnsMessage {
  const text = signedNames
    .flatMap((name) => (message[name] === undefined ? [] : [name, message[name]]))
    .map((line) => `${line}\n`)
    .join("");
  const digest = message["SignatureVersion"] === "1" ? "sha1" : "sha256";
  return { ...message, Signature: sign(digest, Buffer.from(text), key).toString("base64") };
}

export async function openTopic(
  certificate: Certificate = selfMadeCertificate({ commonName: "sns.amazonaws.com", type: "rsa" }),
): Promise<SnsTopic> {
  const topic = { confirmationStatus: 200 };
  const listener = await listenForHttp(({ path }, response) => {
    if (path.endsWith(".pem")) response.writeHead(200).end(certificate.cert);
    else response.writeHead(topic.confirmationStatus).end("<ConfirmSubscriptionResponse/>");
  });
  const origin = listener.url;
  const plain = (Type: string): SnsMessage => ({
    Type,
    MessageId: randomUUID(),
    TopicArn: topicArn,
    Timestamp: new Date().toISOString(),
    SignatureVersion: "2",
    SigningCertURL: `${origin}/SimpleNotificationService-7ff5318490ec183fbaddaa2a969abfda.pem`,
  });
  const confirming = (type: string, change: SnsMessage): SnsMessage => {
    const Token = "2336412f37fb687f5d51e6e2425c464de12884d217e7e1b";
    return signed(
      {
        ...plain(type),
        Token,
        Message: `You have chosen to subscribe to the topic ${topicArn}.`,
        SubscribeURL: `${origin}/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${Token}`,
        ...change,
      },
      certificate,
    );
  };
  return Object.assign(topic, {
    origin,
    asked: listener.asked,
    notification: (message: unknown, change: SnsMessage = {}) =>
      signed({ ...plain("Notification"), Message: JSON.stringify(message), ...change }, certificate),
    confirmation: (change: SnsMessage = {}) => confirming("SubscriptionConfirmation", change),
    unsubscription: () => confirming("UnsubscribeConfirmation", {}),
    [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose](),
  });
}
