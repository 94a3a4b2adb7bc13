// Every setting, once: its name, its default, what is expected of it, and what it means.
import { resolve } from "node:path";
import {
  databaseUrl,
  host,
  hostPattern,
  integerBetween,
  listOf,
  mailAddress,
  matching,
  oneOf,
  smtpServer,
  webAddress,
} from "./setting-values.ts";

interface Setting<Value, Default extends string | undefined> {
  readonly default: Default;
  /** Reads after `…, expected `. */
  readonly expected: string;
  readonly about: string;
  /** Its value, or undefined where the text is not what is expected. */
  readonly parse: (text: string) => Value | undefined;
  /** Never shown in a mistake. */
  readonly secret?: boolean;
}

const setting = <Value, const Default extends string | undefined>(
  it: Setting<Value, Default>,
): Setting<Value, Default> => it;

const file = (text: string): string | undefined => (text.includes("\0") ? undefined : resolve(text));

export const settings = {
  TOCSIN_HOST: setting({
    default: "127.0.0.1",
    expected: "an IP address or a host name",
    about: "Address to listen on.",
    parse: host,
  }),
  TOCSIN_PORT: setting({
    default: "9110",
    expected: "a whole number from 0 to 65535 (0 = any free port)",
    about: "Port to listen on.",
    parse: integerBetween(0, 65_535),
  }),
  TOCSIN_DATA_DIR: setting({
    default: "./data",
    expected: "a folder",
    about: "Where the database, the keys and the root access key are kept.",
    parse: file,
  }),
  TOCSIN_DATABASE_URL: setting({
    default: undefined,
    expected: "postgres://user:password@host:5432/name, or sqlite::memory: to keep nothing",
    about: "Where incidents are kept. Absent: SQLite in the data folder.",
    parse: databaseUrl,
    secret: true,
  }),
  TOCSIN_ACCOUNT_ID: setting({
    default: "111122223333",
    expected: "twelve digits",
    about: "The account of the root access key.",
    parse: matching(/^\d{12}$/),
  }),
  TOCSIN_REGION: setting({
    default: "us-east-1",
    expected: "a Region name such as eu-central-1",
    about:
      "The Region that the commands shown at start use. A request's own Region comes from its signature.",
    parse: matching(/^[a-z]{2,8}(-[a-z]{2,12}){1,3}-\d{1,2}$/),
  }),
  TOCSIN_ROOT_ACCESS_KEY_ID: setting({
    default: undefined,
    expected: "16 to 128 letters and digits",
    about: "Used, together with the secret, instead of a generated root access key.",
    parse: matching(/^\w{16,128}$/),
  }),
  TOCSIN_ROOT_SECRET_ACCESS_KEY: setting({
    default: undefined,
    expected: "16 to 128 printable characters without spaces",
    about: "The secret of TOCSIN_ROOT_ACCESS_KEY_ID.",
    parse: matching(/^[!-~]{16,128}$/),
    secret: true,
  }),
  TOCSIN_SECRET_KEY: setting({
    default: undefined,
    expected: "32 bytes as base64 or hex, or a passphrase of 16 to 1024 characters",
    about:
      "Encrypts what is secret at rest. Absent: a key file in the data folder. Several nodes need the same one.",
    parse: (text) => (text.length >= 16 && text.length <= 1024 ? text : undefined),
    secret: true,
  }),
  TOCSIN_CLOCK: setting({
    default: "system",
    expected: "system or manual",
    about: "manual: time stands still until POST /_tocsin/clock advances it. For tests only.",
    parse: oneOf("system", "manual"),
  }),
  TOCSIN_LOG_LEVEL: setting({
    default: "info",
    expected: "one of silent, error, warn, info, debug",
    about: "How much is logged.",
    parse: oneOf("silent", "error", "warn", "info", "debug"),
  }),
  TOCSIN_REPLICATION_DELAY: setting({
    default: "0",
    expected: "a whole number of seconds from 0 to 3600",
    about: "How long a replication set stays CREATING, UPDATING or DELETING. AWS takes one to two minutes.",
    parse: integerBetween(0, 3600),
  }),
  TOCSIN_RATE_LIMIT: setting({
    default: "1000",
    expected: "a whole number of requests per second from 1 to 1000000",
    about: "Sustained requests per second that one access key may make; twice as many in a burst.",
    parse: integerBetween(1, 1_000_000),
  }),
  TOCSIN_INTAKE_RATE_LIMIT: setting({
    default: "1000",
    expected: "a whole number of requests per second from 1 to 1000000",
    about:
      "Sustained requests per second that one intake key may send alerts with; twice as many in a burst.",
    parse: integerBetween(1, 1_000_000),
  }),
  TOCSIN_PUBLIC_URL: setting({
    default: undefined,
    expected: "an address such as https://tocsin.example.com",
    about:
      "Where phones and Twilio reach Tocsin: for links in messages, replies and reports. Absent: messages have codes and no links.",
    parse: webAddress,
  }),
  TOCSIN_SMTP_URL: setting({
    default: undefined,
    expected: "smtp://user:password@host:587, or smtps:// for TLS from the start",
    about: "The mail server. Absent: e-mails stay in the outbox.",
    parse: smtpServer,
    secret: true,
  }),
  TOCSIN_MAIL_FROM: setting({
    default: undefined,
    expected: "an address such as pager@example.com or Tocsin <pager@example.com>",
    about: "The sender of e-mails; expected with TOCSIN_SMTP_URL.",
    parse: mailAddress,
  }),
  TOCSIN_TWILIO_ACCOUNT_SID: setting({
    default: undefined,
    expected: "1 to 64 letters, digits, - and _",
    about: "The Twilio account for SMS and calls. Absent: they stay in the outbox.",
    parse: matching(/^[\w-]{1,64}$/),
  }),
  TOCSIN_TWILIO_AUTH_TOKEN: setting({
    default: undefined,
    expected: "8 to 256 printable characters without spaces",
    about: "Its auth token; signs requests in both directions.",
    parse: matching(/^[!-~]{8,256}$/),
    secret: true,
  }),
  TOCSIN_TWILIO_FROM: setting({
    default: undefined,
    expected: "a phone number such as +14255550123",
    about: "The number that sends SMS and calls.",
    parse: matching(/^\+[1-9]\d{6,14}$/),
  }),
  TOCSIN_TWILIO_BASE_URL: setting({
    default: "https://api.twilio.com",
    expected: "an address such as https://api.twilio.com",
    about: "Where the API is: Twilio's, or that of a gateway that speaks it.",
    parse: webAddress,
  }),
  TOCSIN_AWS_CREDENTIALS: setting({
    default: undefined,
    expected: "default",
    about:
      "default: AWS is called with what the AWS SDK finds by itself (AWS_ settings, profiles, the machine's role). Topics are then published to in Amazon SNS.",
    parse: oneOf("default"),
  }),
  TOCSIN_AWS_ACCESS_KEY_ID: setting({
    default: undefined,
    expected: "16 to 128 letters and digits",
    about: "A key of AWS, to publish to topics of Amazon SNS. Absent: nothing goes to AWS.",
    parse: matching(/^\w{16,128}$/),
  }),
  TOCSIN_AWS_SECRET_ACCESS_KEY: setting({
    default: undefined,
    expected: "16 to 128 printable characters without spaces",
    about: "The secret of TOCSIN_AWS_ACCESS_KEY_ID.",
    parse: matching(/^[!-~]{16,128}$/),
    secret: true,
  }),
  TOCSIN_AWS_SESSION_TOKEN: setting({
    default: undefined,
    expected: "at most 4096 printable characters without spaces",
    about: "The token of a temporary TOCSIN_AWS_ACCESS_KEY_ID.",
    parse: matching(/^[!-~]{1,4096}$/),
    secret: true,
  }),
  TOCSIN_AWS_ENDPOINT_URL: setting({
    default: undefined,
    expected: "an address such as http://127.0.0.1:4566",
    about: "Where Amazon SNS is, when not at AWS: an emulator.",
    parse: webAddress,
  }),
  TOCSIN_PAGERDUTY_BASE_URL: setting({
    default: undefined,
    expected: "an address such as https://api.eu.pagerduty.com",
    about: "Where PagerDuty's REST API is. Absent: where the secret's region says, US or EU.",
    parse: webAddress,
  }),
  TOCSIN_METRICS_TOKEN: setting({
    default: undefined,
    expected: "16 to 256 printable characters without spaces",
    about:
      "GET /metrics is answered to `Authorization: Bearer` with this token only. Absent: to whoever reaches the port.",
    parse: matching(/^[!-~]{16,256}$/),
    secret: true,
  }),
  TOCSIN_WEBHOOK_SCHEMES: setting({
    default: undefined,
    expected: "a list of https, ntfy, http, separated by commas",
    about: "Contact channels may have addresses of these schemes, such as ntfy://ntfy.sh/topic.",
    parse: listOf(oneOf("https", "ntfy", "http")),
  }),
  TOCSIN_WEBHOOK_HOSTS: setting({
    default: undefined,
    expected: "a list of host names such as push.example.com, *.example.net",
    about: "Webhooks go to these hosts only. Absent: to any host.",
    parse: listOf(hostPattern),
  }),
  TOCSIN_WEBHOOK_SECRET: setting({
    default: undefined,
    expected: "16 to 256 printable characters without spaces",
    about: "Signs webhooks. Absent: derived from the secret key; tocsin webhooks secret shows it.",
    parse: matching(/^[!-~]{16,256}$/),
    secret: true,
  }),
  TOCSIN_SNS_TOPICS: setting({
    default: undefined,
    expected: "a list of ARNs such as arn:aws:sns:*:123456789012:*",
    about:
      "Messages of Amazon SNS are taken from these topics only. Absent: from any that has an intake key.",
    parse: listOf(matching(/^arn:[\w:.*?-]{1,300}$/)),
  }),
  TOCSIN_SNS_ORIGINS: setting({
    default: undefined,
    expected: "a list of addresses such as http://localhost:4566",
    about: "Where, besides Amazon's own hosts, certificates of SNS may be. For emulators of AWS.",
    parse: listOf(webAddress),
  }),
  TOCSIN_MAIL_IN_PORT: setting({
    default: undefined,
    expected: "a whole number from 0 to 65535 (0 = any free port)",
    about: "Port to take alerts by e-mail on (SMTP). Absent: none are taken.",
    parse: integerBetween(0, 65_535),
  }),
  TOCSIN_MAIL_IN_HOST: setting({
    default: undefined,
    expected: "an IP address or a host name",
    about: "Address to take e-mail on. Absent: that of TOCSIN_HOST.",
    parse: host,
  }),
  TOCSIN_MAIL_IN_DOMAIN: setting({
    default: undefined,
    expected: "a host name such as alerts.example.com",
    about: "E-mail for other domains is refused. Absent: the intake key before the @ is enough.",
    parse: host,
  }),
  TOCSIN_MAIL_IN_CERT: setting({
    default: undefined,
    expected: "a file",
    about:
      "A certificate (PEM) for STARTTLS; expected with TOCSIN_MAIL_IN_KEY. Absent: e-mail comes in plain.",
    parse: file,
  }),
  TOCSIN_MAIL_IN_KEY: setting({
    default: undefined,
    expected: "a file",
    about: "The private key (PEM) of TOCSIN_MAIL_IN_CERT.",
    parse: file,
  }),
} as const;
