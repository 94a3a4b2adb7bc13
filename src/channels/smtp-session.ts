// One conversation with a mail server, of which it is always known how far it has come.
import { isIP } from "node:net";
import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { Mail } from "./compose.ts";

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise STARTTLS where the server offers it. */
  readonly tls: boolean;
  readonly login: { readonly user: string; readonly password: string } | undefined;
}

/** In milliseconds; all together they are bounded by whoever closes the session. */
const patience = {
  dnsTimeout: 5_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
  socketCloseTimeout: 1_000,
};

/** No password travels where others could read it: without TLS it goes no further than this machine. */
const needsTls = ({ host, tls, login }: SmtpServer): boolean =>
  !tls && login !== undefined && host !== "localhost" && !/^(127\.|::1$)/.test(isIP(host) === 0 ? "" : host);

export class SmtpSession implements Disposable {
  readonly #server: SmtpServer;
  readonly #connection: SMTPConnection;
  readonly #failure = Promise.withResolvers<never>();
  #handedOver = false;

  constructor(server: SmtpServer) {
    this.#server = server;
    const { host, port, tls } = server;
    this.#connection = new SMTPConnection({
      host,
      port,
      secure: tls,
      requireTLS: needsTls(server),
      ...patience,
    });
    this.#connection.on("error", (error: Error) => this.#failure.reject(error));
    // It may come when nobody waits any more.
    this.#failure.promise.catch(() => undefined);
  }

  /** The server has asked for the message: from here on, only its answer tells whether it has taken it. */
  get handedOver(): boolean {
    return this.#handedOver;
  }

  /** As far as the server's readiness to take a message. @throws NodemailerError */
  async open(): Promise<void> {
    await this.#step<void>((done) => this.#connection.connect((error) => done(error ?? null, undefined)));
    const { login } = this.#server;
    if (login === undefined) return;
    const auth = { user: login.user, pass: login.password };
    await this.#step<unknown>((done) => this.#connection.login(auth, done));
  }

  /** @returns what the server said when it took the message; @throws NodemailerError */
  async send({ from, to, body }: Mail): Promise<string> {
    const message = new Readable({
      // Asked for only once the server has asked for it.
      read: () => {
        this.#handedOver = true;
        message.push(body);
        message.push(null);
      },
    });
    const envelope = { from, to: [to], size: body.length };
    const { response } = await this.#step<{ readonly response: string }>((done) =>
      this.#connection.send(envelope, message, done),
    );
    this.#connection.quit();
    return response;
  }

  /** At once, whatever is under way. */
  [Symbol.dispose](): void {
    this.#failure.reject(new Error("the conversation was broken off"));
    this.#connection.close();
  }

  #step<T>(begin: (done: (error: Error | null, value: T) => void) => void): Promise<T> {
    const ended = new Promise<T>((resolve, reject) => {
      begin((error, value) => (error === null ? resolve(value) : reject(error)));
    });
    return Promise.race([ended, this.#failure.promise]);
  }
}
