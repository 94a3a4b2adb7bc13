// A real mail server on this machine: takes mails, or treats them as a test says.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { type ReadMail, readMail } from "./read-mail.ts";

export interface ReceivedMail extends ReadMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Whether it came through TLS. */
  readonly secure: boolean;
  /** Who had logged in. */
  readonly user: string | undefined;
}

export interface SmtpListener extends AsyncDisposable {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  readonly server: SMTPServer;
}

/** An answer that is no success. */
export const refusal = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

/** @param options of the server; without a certificate in them it knows no TLS */
export async function listenForMail(options: SMTPServerOptions = {}): Promise<SmtpListener> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.cert === undefined ? ["STARTTLS"] : [],
    closeTimeout: 1,
    // Only a mail server out in the world has anything to gain from asking who connects.
    disableReverseLookup: true,
    onData: (stream, session, done) => {
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          secure: session.secure,
          user: typeof session.user === "string" ? session.user : undefined,
          ...readMail(Buffer.concat(pieces).toString("latin1")),
        });
        done(null, `queued as ${mails.length}`);
      });
    },
    ...options,
  });
  // Clients that break off are what some tests are about.
  server.on("error", () => undefined);
  const listener = server.listen(0, "127.0.0.1");
  await once(listener, "listening");
  return {
    port: (listener.address() as AddressInfo).port,
    mails,
    server,
    [Symbol.asyncDispose]: () => new Promise((closed) => server.close(() => closed())),
  };
}
