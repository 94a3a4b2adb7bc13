// What the settings come to. All mistakes are reported together.
import type { MailAddress, SmtpServer } from "./setting-values.ts";
import { settings } from "./settings.ts";

/** Thrown by `readConfig`; the message has one line per mistake. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

type Settings = typeof settings;
type Name = keyof Settings;
type Values = {
  [N in Name]: Settings[N]["default"] extends string
    ? NonNullable<ReturnType<Settings[N]["parse"]>>
    : NonNullable<ReturnType<Settings[N]["parse"]>> | undefined;
};

export interface Config {
  readonly host: string;
  readonly port: number;
  /** Absolute path. */
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly accountId: string;
  readonly region: string;
  readonly rootKey: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  readonly secretKey: string | undefined;
  readonly clock: "system" | "manual";
  readonly logLevel: "silent" | "error" | "warn" | "info" | "debug";
  readonly replicationDelaySeconds: number;
  /** Requests per second and access key. */
  readonly rateLimit: number;
  /** Requests per second and intake key. */
  readonly intakeRateLimit: number;
  /** Without a slash at the end. */
  readonly publicUrl: string | undefined;
  readonly mail: MailSettings | undefined;
  readonly mailIn: MailInSettings | undefined;
  readonly twilio: TwilioSettings | undefined;
  readonly webhooks: WebhookSettings;
  /** Instead of PagerDuty's own; without a slash at the end. */
  readonly pagerDutyBaseUrl: string | undefined;
  /** Absent: metrics are open. */
  readonly metricsToken: string | undefined;
  /** Absent: nothing goes to AWS. */
  readonly aws: AwsSettings | undefined;
  /** Whose messages from Amazon SNS are taken. */
  readonly sns: { readonly origins: readonly string[]; readonly topics: readonly string[] };
}

export interface AwsSettings {
  /** Absent: what the AWS SDK finds by itself. */
  readonly credentials:
    | { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }
    | undefined;
  /** Without a slash at the end. */
  readonly endpoint: string | undefined;
}

export interface MailInSettings {
  readonly host: string;
  readonly port: number;
  readonly domain: string | undefined;
  /** Absolute paths. */
  readonly files: { readonly cert: string; readonly key: string } | undefined;
}

export interface MailSettings {
  readonly server: SmtpServer;
  readonly from: MailAddress;
}

export interface TwilioSettings {
  readonly accountSid: string;
  readonly authToken: string;
  /** E.164. */
  readonly from: string;
  /** Without a slash at the end. */
  readonly baseUrl: string;
}

export interface WebhookSettings {
  readonly schemes: readonly WebhookScheme[];
  /** Names, and patterns such as `*.example.com`; undefined for any. */
  readonly hosts: readonly string[] | undefined;
  readonly secret: string | undefined;
}

export type WebhookScheme = "https" | "ntfy" | "http";

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws ConfigError naming every mistake, an unknown TOCSIN_ setting included */
export function readConfig(env: Environment): Config {
  const mistakes = unknownNames(env).map((name) => `${name} is not a setting of Tocsin`);
  const values: Record<string, unknown> = {};
  for (const [name, it] of Object.entries(settings)) {
    const text = env[name] === undefined || env[name] === "" ? it.default : env[name];
    if (text === undefined) continue;
    values[name] = it.parse(text);
    if (values[name] === undefined) mistakes.push(`${name} is ${shown(it, text)}, expected ${it.expected}`);
  }
  mistakes.push(...missing(env));
  if (mistakes.length > 0) throw new ConfigError(mistakes.join("\n"));
  return meaning(values as Values);
}

/** Each works only with the others of its line. */
const together: readonly (readonly Name[])[] = [
  ["TOCSIN_ROOT_ACCESS_KEY_ID", "TOCSIN_ROOT_SECRET_ACCESS_KEY"],
  ["TOCSIN_SMTP_URL", "TOCSIN_MAIL_FROM"],
  ["TOCSIN_MAIL_IN_CERT", "TOCSIN_MAIL_IN_KEY"],
  ["TOCSIN_AWS_ACCESS_KEY_ID", "TOCSIN_AWS_SECRET_ACCESS_KEY"],
  ["TOCSIN_TWILIO_ACCOUNT_SID", "TOCSIN_TWILIO_AUTH_TOKEN", "TOCSIN_TWILIO_FROM"],
];

const missing = (env: Environment): string[] =>
  together.flatMap((names) => {
    const given = names.find((name) => (env[name] ?? "") !== "");
    const absent = names.filter((name) => (env[name] ?? "") === "");
    return given === undefined
      ? []
      : absent.map((name) => `${name} is missing, expected since ${given} is set`);
  });

function meaning(values: Values): Config {
  return {
    host: values.TOCSIN_HOST,
    port: values.TOCSIN_PORT,
    dataDir: values.TOCSIN_DATA_DIR,
    databaseUrl: values.TOCSIN_DATABASE_URL,
    accountId: values.TOCSIN_ACCOUNT_ID,
    region: values.TOCSIN_REGION,
    rootKey: rootKeyOf(values),
    secretKey: values.TOCSIN_SECRET_KEY,
    clock: values.TOCSIN_CLOCK,
    logLevel: values.TOCSIN_LOG_LEVEL,
    replicationDelaySeconds: values.TOCSIN_REPLICATION_DELAY,
    rateLimit: values.TOCSIN_RATE_LIMIT,
    intakeRateLimit: values.TOCSIN_INTAKE_RATE_LIMIT,
    publicUrl: values.TOCSIN_PUBLIC_URL,
    mail: mailOf(values),
    mailIn: mailInOf(values),
    twilio: twilioOf(values),
    aws: awsOf(values),
    pagerDutyBaseUrl: values.TOCSIN_PAGERDUTY_BASE_URL,
    metricsToken: values.TOCSIN_METRICS_TOKEN,
    webhooks: {
      schemes: values.TOCSIN_WEBHOOK_SCHEMES ?? [],
      hosts: values.TOCSIN_WEBHOOK_HOSTS,
      secret: values.TOCSIN_WEBHOOK_SECRET,
    },
    sns: { origins: values.TOCSIN_SNS_ORIGINS ?? [], topics: values.TOCSIN_SNS_TOPICS ?? [] },
  };
}

function rootKeyOf(values: Values): Config["rootKey"] {
  const accessKeyId = values.TOCSIN_ROOT_ACCESS_KEY_ID;
  const secretAccessKey = values.TOCSIN_ROOT_SECRET_ACCESS_KEY;
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
}

function mailOf({ TOCSIN_SMTP_URL: server, TOCSIN_MAIL_FROM: from }: Values): MailSettings | undefined {
  return server && from ? { server, from } : undefined;
}

function awsOf(values: Values): AwsSettings | undefined {
  const accessKeyId = values.TOCSIN_AWS_ACCESS_KEY_ID;
  const secretAccessKey = values.TOCSIN_AWS_SECRET_ACCESS_KEY;
  const sessionToken = values.TOCSIN_AWS_SESSION_TOKEN;
  const endpoint = values.TOCSIN_AWS_ENDPOINT_URL;
  if (accessKeyId && secretAccessKey)
    return { credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) }, endpoint };
  return values.TOCSIN_AWS_CREDENTIALS === undefined ? undefined : { credentials: undefined, endpoint };
}

function mailInOf(values: Values): MailInSettings | undefined {
  const { TOCSIN_MAIL_IN_PORT: port, TOCSIN_MAIL_IN_CERT: cert, TOCSIN_MAIL_IN_KEY: key } = values;
  if (port === undefined) return undefined;
  return {
    host: values.TOCSIN_MAIL_IN_HOST ?? values.TOCSIN_HOST,
    port,
    domain: values.TOCSIN_MAIL_IN_DOMAIN,
    files: cert && key ? { cert, key } : undefined,
  };
}

function twilioOf(values: Values): TwilioSettings | undefined {
  const accountSid = values.TOCSIN_TWILIO_ACCOUNT_SID;
  const authToken = values.TOCSIN_TWILIO_AUTH_TOKEN;
  const from = values.TOCSIN_TWILIO_FROM;
  const baseUrl = values.TOCSIN_TWILIO_BASE_URL;
  return accountSid && authToken && from ? { accountSid, authToken, from, baseUrl } : undefined;
}

/** Read by the tests alone, or put there by Kubernetes for a service named tocsin. */
const foreign = /^TOCSIN_(TEST_\w+|SERVICE_\w+|PORT_\d+_\w+)$/;

const unknownNames = (env: Environment): string[] =>
  Object.keys(env).filter(
    (name) => name.startsWith("TOCSIN_") && !Object.hasOwn(settings, name) && !foreign.test(name),
  );

const shown = (it: { readonly secret?: boolean }, text: string): string =>
  it.secret ? "not readable" : JSON.stringify(text.slice(0, 100));
