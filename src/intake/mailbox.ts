// What becomes of a mail: who may send it and for which plan, and the answer that its sender gets.
import { isIPv6 } from "node:net";
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import { ApiError } from "../contract/api-error.ts";
import type { Alert } from "../domain/alerts/alert.ts";
import type { IntakeKeyRecord } from "../domain/alerts/intake-key.ts";
import { alertOfMail, answersItself, type Mail, mailSource } from "../domain/alerts/mail.ts";
import { createThrottle } from "../domain/throttle.ts";
import { createIntakeKeyFinder, createNoteIntakeKeyUse } from "../storage/intake-key-finder.ts";
import type { Storage } from "../storage/storage.ts";
import { createDelivered } from "./delivered.ts";
import { MailRefused } from "./mail-refused.ts";
import { readMail } from "./read-mail.ts";
import { readRecipient } from "./recipient.ts";
import { countWrongKeys } from "./wrong-keys.ts";

interface Told {
  readonly account: string;
  readonly planName: string;
  readonly alerts: readonly Alert[];
  /** The ARN of the key. */
  readonly by: string;
}

/** Returns when the alerts are on disk. */
export type Take = (told: Told) => Promise<unknown>;

export interface GivenForMailbox {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly domain: string | undefined;
  /** Mails per second and intake key, sustained; twice as many in a burst. */
  readonly rateLimit: number;
  readonly take: Take;
  readonly log: Logger;
}

export interface Envelope {
  /** Empty for what answers itself. */
  readonly from: string;
  readonly to: readonly string[];
}

export interface Mailbox {
  /** Whether mail for this address is taken from this peer. @throws {MailRefused} */
  readonly admit: (address: string, peer: string) => Promise<void>;
  /** Returns when all of it is on disk, with what to answer. @throws {MailRefused} */
  readonly deliver: (envelope: Envelope, bytes: Uint8Array) => Promise<string>;
}

const noSuchAddress = (): MailRefused => new MailRefused(550, "5.1.1 no such address");

export function createMailbox(given: GivenForMailbox): Mailbox {
  const { storage, clock, domain, rateLimit } = given;
  const now = (): number => performance.now();
  const keys = createIntakeKeyFinder(storage, now);
  const noteUse = createNoteIntakeKeyUse(storage);
  const throttle = createThrottle({ perSecond: rateLimit, burst: 2 * rateLimit });
  const wrongKeys = countWrongKeys();
  const delivered = createDelivered();

  /** The key itself is never told again, nor logged. */
  const keyOf = async (address: string): Promise<IntakeKeyRecord> => {
    const recipient = readRecipient(address, domain);
    const key = recipient && (await keys.find(recipient.key));
    const fits =
      key !== undefined &&
      (recipient?.planName ?? key.planName) === key.planName &&
      (key.sources?.includes(mailSource) ?? true);
    if (!fits) throw noSuchAddress();
    return key;
  };

  const tell = async (key: IntakeKeyRecord, mail: Mail): Promise<void> => {
    const { account, planName, keyId } = key;
    const alert = alertOfMail(mail, clock.now());
    if (alert === undefined || delivered.has(keyId, mail.messageId)) return;
    if (throttle(keyId, now()) !== undefined) throw new MailRefused(451, "4.7.1 too many mails");
    const by = `arn:aws:tocsin::${account}:intake/${mailSource}/${keyId}`;
    await given.take({ account, planName, alerts: [alert], by });
    delivered.add(keyId, mail.messageId);
    noteUse(keyId, clock.now());
  };

  return {
    admit: (address, peer) =>
      answering(given.log, async () => {
        const from = network(peer);
        if (wrongKeys.wait(from, now()) !== undefined) throw new MailRefused(451, "4.7.1 too many tries");
        await keyOf(address).catch((error: unknown) => {
          if (error instanceof MailRefused) wrongKeys.noted(from, now());
          throw error;
        });
      }),
    deliver: (envelope, bytes) =>
      answering(given.log, async () => {
        const mail = await readMail(bytes).catch((cause: unknown) => {
          throw new MailRefused(554, "5.6.0 this mail cannot be read", { cause });
        });
        // Answering what answers itself, with an incident or a bounce, could go on for ever.
        if (envelope.from === "" || answersItself(mail)) return "2.0.0 nothing was made of it";
        for (const address of new Set(envelope.to)) await tell(await keyOf(address), mail);
        return "2.0.0 taken";
      }),
  };
}

/** Of an IPv6 host, its network: it has all the addresses in there. */
const network = (peer: string): string => (isIPv6(peer) ? peer.split(":").slice(0, 4).join(":") : peer);

/** Puts what went wrong into what a mail server says; whatever another try may mend is temporary. */
async function answering<T>(log: Logger, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    if (error instanceof MailRefused) throw error;
    if (error instanceof ApiError && error.name === "ResourceNotFoundException") throw noSuchAddress();
    log.warn({ err: error }, "a mail was not taken, and will be sent again");
    throw new MailRefused(451, "4.3.0 please try again later", { cause: error });
  }
}
