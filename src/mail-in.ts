// Takes alerts by e-mail, where a port is set for it.
import { readFile } from "node:fs/promises";
import type { Logger } from "pino";
import { CannotStart } from "./cannot-start.ts";
import type { Clock } from "./clock.ts";
import type { Config, MailInSettings } from "./config.ts";
import { listenForMail, type MailIn } from "./intake/email.ts";
import { takeAlerts } from "./operations/alerts/take-alerts.ts";
import type { Storage } from "./storage/storage.ts";

interface GivenForMailIn {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly config: Config;
  readonly log: Logger;
}

/** @throws CannotStart where it cannot listen, or has no certificate to read */
export async function openMailIn({ config, ...given }: GivenForMailIn): Promise<MailIn | undefined> {
  const { mailIn: settings, intakeRateLimit: rateLimit } = config;
  if (settings === undefined) return undefined;
  const { host, port } = settings;
  try {
    const mailIn = await listenForMail(
      { ...settings, tls: await tlsOf(settings) },
      { ...given, rateLimit, take: (told) => takeAlerts(given, told) },
    );
    given.log.info(`takes alerts by e-mail on ${host}:${mailIn.port}`);
    return mailIn;
  } catch (cause) {
    throw new CannotStart(`e-mail on ${host}:${port} (TOCSIN_MAIL_IN_…): ${String(cause)}`, { cause });
  }
}

async function tlsOf({ files }: MailInSettings) {
  if (files === undefined) return undefined;
  return { cert: await readFile(files.cert, "utf8"), key: await readFile(files.key, "utf8") };
}
