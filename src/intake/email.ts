// E-mail in: a mail server that takes what monitors write, and answers 250 once the alert is on disk.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { MailRefused } from "./mail-refused.ts";
import { createMailbox, type GivenForMailbox, type Mailbox } from "./mailbox.ts";

export interface MailInSettings {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Mail for other domains is refused; undefined takes them all. */
  readonly domain: string | undefined;
  /** PEM. Without it there is no STARTTLS. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
}

export interface MailIn extends AsyncDisposable {
  readonly port: number;
}

const limits = {
  /** Bytes of a mail. */
  size: 2 * 1024 * 1024,
  maxClients: 50,
  /** Milliseconds of silence. */
  socketTimeout: 30_000,
  /** How long those that are connected may go on while we end. */
  closeTimeout: 2_000,
};

const mostRecipients = 20;

/** However slowly it goes on: milliseconds for a connection. */
const longest = 5 * 60_000;

/** @throws what `listen` fails with, such as EADDRINUSE */
export async function listenForMail(
  settings: MailInSettings,
  given: Omit<GivenForMailbox, "domain">,
): Promise<MailIn> {
  const { host, port, tls, domain } = settings;
  const mailbox = createMailbox({ ...given, domain });
  const server = new SMTPServer({
    ...limits,
    ...tls,
    name: domain ?? "tocsin",
    disabledCommands: tls === undefined ? ["AUTH", "STARTTLS"] : ["AUTH"],
    disableReverseLookup: true,
    logger: false,
    onRcptTo: ({ address }, session, done) => void answer(admit(mailbox, address, session), done),
    onData: (stream, session, done) => void answer(receive(mailbox, stream, session), done),
  });
  server.on("error", (err: Error) => given.log.debug({ err }, "a conversation about a mail broke off"));
  endSlowOnes(server);
  const listener = server.listen(port, host);
  await once(listener, "listening");
  return {
    port: (listener.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => new Promise((closed) => server.close(() => closed())),
  };
}

async function answer<T>(
  answered: Promise<T>,
  done: (error?: Error | null, value?: T) => void,
): Promise<void> {
  const [outcome] = await Promise.allSettled([answered]);
  if (outcome.status === "fulfilled") done(null, outcome.value);
  else done(outcome.reason as Error);
}

function admit(mailbox: Mailbox, address: string, session: SMTPServerSession): Promise<void> {
  if (session.envelope.rcptTo.length < mostRecipients) return mailbox.admit(address, session.remoteAddress);
  return Promise.reject(new MailRefused(452, "4.5.3 too many recipients"));
}

/** Reads it to its end, even where it is too long: nobody hears an answer before. */
async function receive(
  mailbox: Mailbox,
  stream: SMTPServerDataStream,
  { envelope: { mailFrom, rcptTo } }: SMTPServerSession,
): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) if (!stream.sizeExceeded) pieces.push(piece as Buffer);
  if (stream.sizeExceeded) throw new MailRefused(552, `5.3.4 a mail has at most ${limits.size} bytes`);
  const from = mailFrom === false ? "" : mailFrom.address;
  const to = rcptTo.map(({ address }) => address);
  return mailbox.deliver({ from, to }, Buffer.concat(pieces));
}

function endSlowOnes(server: SMTPServer): void {
  server.on("connect", ({ id }) => {
    const end = (): void => {
      for (const connection of server.connections) if (connection.id === id) connection.close();
    };
    setTimeout(end, longest).unref();
  });
}
