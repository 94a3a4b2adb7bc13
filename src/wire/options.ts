// What the wire is given by the program: who may call, what is served, and the limits a stranger meets.
import type { Service } from "../contract/call.ts";
import type { Pages } from "./page.ts";

/** An access key, as the program keeps it. The wire neither stores nor logs the secrets. */
export interface Credential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Present for temporary keys only: requests must then carry the same token. */
  readonly session?: {
    readonly token: string;
    /** Epoch milliseconds. */
    readonly expires: number;
  };
  /** Twelve digits. */
  readonly account: string;
  /** `arn:aws:iam::111122223333:user/alice`, or `…:root`. */
  readonly arn: string;
  /** The unique id that STS answers as UserId; the access key id where absent. */
  readonly userId?: string;
}

export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly message: string };

/** The part of pino that the wire uses. */
export interface Log {
  info(facts: object, text: string): void;
  warn(facts: object, text: string): void;
  error(facts: object, text: string): void;
}

export interface Limits {
  /** Request line and headers together, in bytes. Beyond it: 431. */
  readonly headerBytes: number;
  /** Beyond it: 431. */
  readonly headerCount: number;
  /** Beyond it: RequestEntityTooLargeException, 413. */
  readonly bodyBytes: number;
  /** How deep arrays and objects of a body may lie in one another. */
  readonly nesting: number;
  /** Beyond it, new connections are dropped. */
  readonly connections: number;
  /** From the first byte of a request until its headers are complete. */
  readonly headersMilliseconds: number;
  /** From the first byte of a request until its body is complete. */
  readonly requestMilliseconds: number;
  /** How long a connection may wait for its next request. */
  readonly keepAliveMilliseconds: number;
  /** How long a connection may be silent while an answer is on its way to it. */
  readonly silenceMilliseconds: number;
}

export interface WireOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly services: readonly Service[];
  readonly findCredential: (accessKeyId: string) => Promise<Credential | undefined>;
  /** @param action such as `ssm-incidents:StartIncident`; the message is what the caller reads */
  readonly authorize: (credential: Credential, action: string, resources: readonly string[]) => Decision;
  /** Counts one request of the key; answers the seconds to wait when it is refused. */
  readonly throttle: (accessKeyId: string) => number | undefined;
  /** What is served beside the APIs: `/healthz`, the console, intake. */
  readonly pages: Pages;
  /** The service for which those are signed that want to be; one of the services may have the same name. */
  readonly pagesSigningName?: string;
  readonly log: Log;
  /** Real time in epoch milliseconds: signatures are judged by it, whatever the program's clock says. */
  readonly now: () => number;
  readonly limits?: Partial<Limits>;
  /** Told of every request once its answer is known; must not throw. */
  readonly observe?: (it: Answered) => void;
}

/** One request, and how it was answered. */
export interface Answered {
  /** The name in credential scopes; undefined for pages. */
  readonly service: string | undefined;
  /** Of an API: `StartIncident`, once it is known; else method and beginning of the path: `GET /healthz`. */
  readonly operation: string;
  readonly status: number;
  /** From the head of the request to the answer, before it is written. */
  readonly seconds: number;
}

export const defaultLimits: Limits = {
  headerBytes: 32 * 1024,
  headerCount: 128,
  bodyBytes: 1024 * 1024,
  nesting: 64,
  connections: 10_000,
  headersMilliseconds: 10_000,
  requestMilliseconds: 30_000,
  keepAliveMilliseconds: 65_000,
  silenceMilliseconds: 60_000,
};
