// The links in messages: each is about one thing, works for one purpose, and expires. Nothing is kept on the server.
import { createHmac, timingSafeEqual } from "node:crypto";

/** What can be done about a page. `acknowledge` is for people; at the others Twilio tells what became of a message, and which key was pressed. */
export type Purpose = "acknowledge" | "report" | "key";

type Kind = Purpose | "incident";

/** The first part of the path; the token follows. Only the first part of a path is logged. */
export const linkPaths: Readonly<Record<Kind, string>> = {
  acknowledge: "/acknowledge/",
  report: "/twilio/report/",
  key: "/twilio/key/",
  incident: "/incident/",
};

/** As long as a page is tried, and a little of the morning after. */
export const linkMilliseconds = 24 * 60 * 60 * 1000;

/** Until the incident has been talked over. */
export const incidentLinkMilliseconds = 7 * linkMilliseconds;

/** An incident, and the account that may show it. */
export interface IncidentNamed {
  /** Twelve digits. */
  readonly account: string;
  /** Its ARN. */
  readonly incident: string;
}

interface Token {
  readonly token: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

type Refused = "expired" | "not ours";

export interface Links {
  /** @param it.now epoch milliseconds; @returns undefined where nobody can reach Tocsin */
  readonly toPage: (
    purpose: Purpose,
    it: { readonly page: string; readonly now: number },
  ) => string | undefined;
  /** Where the incident can be read. @returns undefined as for `toPage` */
  readonly toIncident: (it: IncidentNamed & { readonly now: number }) => string | undefined;
  /** The ARN of the page that a token is about. */
  readonly read: (purpose: Purpose, it: Token) => { readonly page: string } | Refused;
  readonly readIncident: (it: Token) => IncidentNamed | Refused;
}

interface Behind {
  /** At least 32 bytes, for this purpose alone. */
  readonly key: Uint8Array;
  /** Without a slash at the end. */
  readonly publicUrl: string | undefined;
}

export function createLinks({ key, publicUrl }: Behind): Links {
  const write = (kind: Kind, content: Content): string | undefined =>
    publicUrl === undefined ? undefined : `${publicUrl}${linkPaths[kind]}${tokenOf(key, kind, content)}`;
  return {
    toPage: (purpose, { page, now }) => write(purpose, [now + linkMilliseconds, page]),
    toIncident: ({ account, incident, now }) =>
      write("incident", [now + incidentLinkMilliseconds, account, incident]),
    read: (purpose, { token, now }) => {
      const [expires, page] = contentOf(key, purpose, token) ?? [];
      if (expires === undefined || page === undefined) return "not ours";
      return now < expires ? { page } : "expired";
    },
    readIncident: ({ token, now }) => {
      const [expires, account, incident] = contentOf(key, "incident", token) ?? [];
      if (expires === undefined || account === undefined || incident === undefined) return "not ours";
      return now < expires ? { account, incident } : "expired";
    },
  };
}

/** When it expires, in epoch milliseconds, and what it is about. */
type Content = readonly [expires: number, ...about: readonly string[]];

const macLength = 16;
/** An ARN has 2,048 characters at most. */
const longestToken = 3000;

/** The kind is signed with it: what was made for one purpose passes for no other. */
const signatureOf = (key: Uint8Array, kind: Kind, content: Uint8Array): Buffer =>
  createHmac("sha256", key).update(`${kind}\n`).update(content).digest().subarray(0, macLength);

function tokenOf(key: Uint8Array, kind: Kind, content: Content): string {
  const bytes = Buffer.from(JSON.stringify(content));
  return Buffer.concat([signatureOf(key, kind, bytes), bytes]).toString("base64url");
}

/** Undefined unless it is as it was made. */
function contentOf(key: Uint8Array, kind: Kind, token: string): Content | undefined {
  const bytes = token.length > longestToken ? Buffer.alloc(0) : Buffer.from(token, "base64url");
  const content = bytes.subarray(macLength);
  // Decoding skips what is not base64: only the one true spelling counts.
  const intact =
    content.length > 0 &&
    bytes.toString("base64url") === token &&
    timingSafeEqual(bytes.subarray(0, macLength), signatureOf(key, kind, content));
  return intact ? (JSON.parse(content.toString()) as Content) : undefined;
}
