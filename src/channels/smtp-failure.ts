// Why an e-mail did not go, in words for whoever reads the receipt, and whether another try can help.
import type { Sent } from "../domain/engagement/sending.ts";
import { networkFailure } from "./network-failure.ts";
import type { SmtpServer } from "./smtp-session.ts";

/** What nodemailer tells of a failure. */
interface SmtpError {
  readonly code?: string;
  readonly originalCode?: string;
  readonly command?: string;
  /** As the server wrote it. */
  readonly response?: string;
  readonly responseCode?: number;
  readonly message: string;
}

interface Circumstances {
  readonly server: SmtpServer;
  /** The server has the message, and has not said what it does with it. */
  readonly handedOver: boolean;
}

export function smtpFailure(error: unknown, { server, handedOver }: Circumstances): Sent {
  const failure: SmtpError = error instanceof Error ? error : { message: String(error) };
  const { response, responseCode } = failure;
  if (response !== undefined && responseCode !== undefined)
    return {
      outcome: "failed",
      said: `the mail server refuses ${refused(failure)}: ${response}`,
      ...(isForGood(failure) && { permanent: true }),
    };
  const place = `the mail server ${server.host}:${server.port}`;
  if (handedOver)
    return {
      outcome: "failed",
      said: `${place} took the message and did not confirm it; it may have arrived`,
      uncertain: true,
    };
  return { outcome: "failed", said: `${place}: ${withoutAnswer(failure)}` };
}

function refused({ command = "" }: SmtpError): string {
  if (command.startsWith("AUTH")) return "the login";
  if (command === "RCPT TO") return "the address";
  if (command === "MAIL FROM") return "the sender";
  if (command === "STARTTLS") return "a secure connection";
  return command === "DATA" ? "the message" : "the connection";
}

/**
 * The address is none, and will be none tomorrow. A full mailbox, a login or a relay that is not set up can be mended,
 * though servers call that permanent too. Source: RFC 5321 for the codes, RFC 3463 for the longer ones.
 */
function isForGood({ command, response = "", responseCode = 0 }: SmtpError): boolean {
  if (command !== "RCPT TO" || ![501, 550, 551, 553, 556].includes(responseCode)) return false;
  const [, status] = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response) ?? [];
  return status === undefined || /^5\.(1\.|2\.1$)/.test(status);
}

function withoutAnswer({ code, originalCode, message }: SmtpError): string {
  if (code === "ETLS") return `no secure connection: ${message}`;
  if (code === "EAUTH") return `the login failed: ${message}`;
  if (code === "EENVELOPE" || code === "EMESSAGE") return message;
  const cause = originalCode ?? (code === "EDNS" ? "ENOTFOUND" : code);
  if (cause === undefined) return message;
  return cause === "ECONNECTION" || cause === "ESOCKET"
    ? "the connection was broken off"
    : networkFailure(cause).words;
}
