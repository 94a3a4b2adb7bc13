// The links in messages: each names its page, works for one purpose, and expires. Nothing is kept on the server.
import { createHmac, timingSafeEqual } from "node:crypto";

/** `acknowledge` is for people; at the others Twilio tells what became of a message, and which key was pressed. */
export type Purpose = "acknowledge" | "report" | "key";

/** The first part of the path; the token follows. Only the first part of a path is logged. */
export const linkPaths: Readonly<Record<Purpose, string>> = {
  acknowledge: "/acknowledge/",
  report: "/twilio/report/",
  key: "/twilio/key/",
};

/** As long as a page is tried, and a little of the morning after. */
export const linkMilliseconds = 24 * 60 * 60 * 1000;

export interface Links {
  /** @param it.now epoch milliseconds; @returns undefined where nobody can reach Tocsin */
  readonly toPage: (
    purpose: Purpose,
    it: { readonly page: string; readonly now: number },
  ) => string | undefined;
  /** The incident in the console. */
  readonly toIncident: (incident: string) => string | undefined;
  /** The ARN of the page that a token is about. */
  readonly read: (
    purpose: Purpose,
    it: { readonly token: string; readonly now: number },
  ) => { readonly page: string } | "expired" | "not ours";
}

interface Behind {
  /** At least 32 bytes, for this purpose alone. */
  readonly key: Uint8Array;
  /** Without a slash at the end. */
  readonly publicUrl: string | undefined;
}

const macLength = 16;
/** An ARN has 2,048 characters at most. */
const longestToken = 3000;

export function createLinks({ key, publicUrl }: Behind): Links {
  const sign = (purpose: Purpose, content: Buffer): Buffer =>
    createHmac("sha256", key).update(`${purpose}\n`).update(content).digest().subarray(0, macLength);
  return {
    toPage: (purpose, { page, now }) => {
      if (publicUrl === undefined) return undefined;
      const content = Buffer.from(JSON.stringify([now + linkMilliseconds, page]));
      const token = Buffer.concat([sign(purpose, content), content]).toString("base64url");
      return `${publicUrl}${linkPaths[purpose]}${token}`;
    },
    toIncident: (incident) =>
      publicUrl === undefined ? undefined : `${publicUrl}/incidents/${encodeURIComponent(incident)}`,
    read: (purpose, { token, now }) => {
      const bytes = token.length > longestToken ? Buffer.alloc(0) : Buffer.from(token, "base64url");
      const content = bytes.subarray(macLength);
      // Decoding skips what is not base64: only the one true spelling counts.
      const intact =
        content.length > 0 &&
        bytes.toString("base64url") === token &&
        timingSafeEqual(bytes.subarray(0, macLength), sign(purpose, content));
      if (!intact) return "not ours";
      const [expires, page] = JSON.parse(content.toString()) as [number, string];
      return now < expires ? { page } : "expired";
    },
  };
}
