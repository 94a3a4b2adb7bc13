// E-mail over SMTP.
import type { EmailLetter } from "../domain/messages/letter.ts";
import type { Carrier } from "./carrier.ts";
import { compose, type Sender } from "./compose.ts";
import { smtpFailure } from "./smtp-failure.ts";
import { SmtpSession, type SmtpServer } from "./smtp-session.ts";

export interface EmailSettings {
  readonly server: SmtpServer;
  readonly from: Sender;
  /** Epoch milliseconds, for the date of the mails. */
  readonly now: () => number;
}

/** @returns as `said` what the server answered, with its id for the mail as a rule */
export const createEmail =
  ({ server, from, now }: EmailSettings): Carrier<EmailLetter> =>
  async (delivery, signal) => {
    using session = new SmtpSession(server);
    const breakOff = (): void => session[Symbol.dispose]();
    signal.addEventListener("abort", breakOff, { once: true });
    try {
      signal.throwIfAborted();
      const composing = compose(delivery, { sender: from, now: now() });
      const [mail] = await Promise.all([composing, session.open()]);
      return { outcome: "sent", said: await session.send(mail) };
    } catch (error) {
      return smtpFailure(error, { server, handedOver: session.handedOver });
    } finally {
      signal.removeEventListener("abort", breakOff);
    }
  };
