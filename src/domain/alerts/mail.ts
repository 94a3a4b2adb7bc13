// A mail as an alert.
import type { Alert } from "./alert.ts";
import { readSubject } from "./mail-subject.ts";

export const mailSource = "email";

/** What is looked at of a mail. */
export interface Mail {
  /** The address alone, or empty. */
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly messageId: string | undefined;
  /** Epoch milliseconds, by its sender's clock. */
  readonly sent: number | undefined;
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
}

const mostText = 8_000;

/** Nobody has written it who wants an incident: a bounce, or somebody's answering machine. Source: RFC 3834. */
export const answersItself = ({ headers }: Mail): boolean =>
  headers.has("x-autoreply") ||
  /^\s*auto-(replied|notified)\b/i.test(headers.get("auto-submitted") ?? "") ||
  /^\s*auto_reply\b/i.test(headers.get("precedence") ?? "");

/** Rules may look at these headers. */
const labelled = ["list-id", "importance", "x-priority", "x-mailer", "auto-submitted", "reply-to"];

/**
 * Undefined for one that tells of no trouble's beginning or end. The Date tells apart what was sent twice and what was
 * delivered twice.
 */
export function alertOfMail(mail: Mail, now: number): Alert | undefined {
  const { title, cause, meaning, severity } = readSubject(mail.subject);
  if (meaning === "ASIDE") return undefined;
  const { from, to, subject, messageId, sent, headers } = mail;
  const text = mail.text.slice(0, mostText);
  const extra = labelled.flatMap((name) => {
    const value = headers.get(name);
    return value === undefined ? [] : [[name, value.slice(0, 500)] as const];
  });
  return {
    source: mailSource,
    status: meaning,
    key: cause || from || "mail",
    time: Math.min(sent ?? now, now),
    title: title || `A mail from ${from || "nobody"}`,
    summary: text,
    severity,
    labels: Object.fromEntries([["from", from], ["to", to.join(", ")], ["subject", subject], ...extra]),
    relatedItems: [],
    payload: { from, to, subject, messageId, sent: sent && new Date(sent).toISOString(), text },
    repeats: false,
    resolves: true,
  };
}
