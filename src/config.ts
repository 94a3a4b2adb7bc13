// Every setting, once: its name, its default, what is expected of it, and what it means. All mistakes are reported together.
import { isIP } from "node:net";
import { resolve } from "node:path";

/** Thrown by `readConfig`; the message has one line per mistake. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

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

const integerBetween =
  (min: number, max: number) =>
  (text: string): number | undefined => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  };

const matching =
  (pattern: RegExp) =>
  (text: string): string | undefined =>
    pattern.test(text) ? text : undefined;

const oneOf =
  <const Word extends string>(...words: readonly Word[]) =>
  (text: string): Word | undefined =>
    words.find((word) => word === text);

const hostname = /^(?!-)[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){0,10}$/;

const databaseUrl = (text: string): string | undefined => {
  if (text === "sqlite::memory:") return text;
  return /^postgres(ql)?:\/\//.test(text) && URL.canParse(text) ? text : undefined;
};

export const settings = {
  TOCSIN_HOST: setting({
    default: "127.0.0.1",
    expected: "an IP address or a host name",
    about: "Address to listen on.",
    parse: (text) => (isIP(text) !== 0 || hostname.test(text) ? text : undefined),
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
    parse: (text) => (text.includes("\0") ? undefined : resolve(text)),
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
} as const;

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
}

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
  const pair = ["TOCSIN_ROOT_ACCESS_KEY_ID", "TOCSIN_ROOT_SECRET_ACCESS_KEY"] as const;
  const missing = pair.filter((name) => (env[name] ?? "") === "");
  if (missing.length === 1) mistakes.push(`${missing[0]} is missing, expected since the other half is set`);
  if (mistakes.length > 0) throw new ConfigError(mistakes.join("\n"));
  return meaning(values as Values);
}

function meaning(values: Values): Config {
  const accessKeyId = values.TOCSIN_ROOT_ACCESS_KEY_ID;
  const secretAccessKey = values.TOCSIN_ROOT_SECRET_ACCESS_KEY;
  return {
    host: values.TOCSIN_HOST,
    port: values.TOCSIN_PORT,
    dataDir: values.TOCSIN_DATA_DIR,
    databaseUrl: values.TOCSIN_DATABASE_URL,
    accountId: values.TOCSIN_ACCOUNT_ID,
    region: values.TOCSIN_REGION,
    rootKey: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
    secretKey: values.TOCSIN_SECRET_KEY,
    clock: values.TOCSIN_CLOCK,
    logLevel: values.TOCSIN_LOG_LEVEL,
    replicationDelaySeconds: values.TOCSIN_REPLICATION_DELAY,
    rateLimit: values.TOCSIN_RATE_LIMIT,
  };
}

/** Read by the tests alone, or put there by Kubernetes for a service named tocsin. */
const foreign = /^TOCSIN_(TEST_\w+|SERVICE_\w+|PORT_\d+_\w+)$/;

const unknownNames = (env: Environment): string[] =>
  Object.keys(env).filter(
    (name) => name.startsWith("TOCSIN_") && !Object.hasOwn(settings, name) && !foreign.test(name),
  );

const shown = (it: { readonly secret?: boolean }, text: string): string =>
  it.secret ? "not readable" : JSON.stringify(text.slice(0, 100));
