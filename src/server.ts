// The composition root: opens every room of the house in order, and closes them the other way round.
import type { Logger } from "pino";
import { accessOf } from "./access.ts";
import { explained } from "./cannot-start.ts";
import { openTime } from "./time.ts";
import type { Config } from "./config.ts";
import { createActivationCodes } from "./domain/contacts/activation-codes.ts";
import { createPageTokens } from "./domain/page-token.ts";
import { sortableIds } from "./domain/sortable-id.ts";
import { createSealer } from "./domain/secrets/seal.ts";
import { derive, newSecretKey, type SecretKey } from "./domain/secrets/secret-key.ts";
import { openMailIn } from "./mail-in.ts";
import { readersOf } from "./intake/dry-run.ts";
import { sourcesOf } from "./intake/sources.ts";
import { messagingOf } from "./messaging.ts";
import { Metrics } from "./metrics/metrics.ts";
import { noticingOf } from "./noticing.ts";
import { slackHearingOf } from "./slack-hearing.ts";
import { servicesOf } from "./services.ts";
import { openStorage } from "./storage/open.ts";
import { ensureRootKey } from "./storage/root-key.ts";
import { requireSameSecretKey } from "./storage/same-secret-key.ts";
import { openSecretKey } from "./storage/secret-key-file.ts";
import { startTimers } from "./start-timers.ts";
import { Trail } from "./trail.ts";
import { hearingOf } from "./web/hearing.ts";
import { pagesOf } from "./web/pages.ts";
import { withIntake } from "./with-intake.ts";
import { listen } from "./wire/listener.ts";
import { version } from "./version.ts";
import { pagerDutyDestination } from "./workers/pager-duty.ts";

export interface Server {
  /** `http://127.0.0.1:9110`, without a slash at the end. */
  readonly url: string;
  /** Only on the start that made it. */
  readonly newRootKey?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Accepts nothing new, finishes what was begun within the given time, and gives everything back. */
  close(drainMilliseconds: number): Promise<void>;
}

/** @throws CannotStart where the person who starts it can mend what is wrong */
export async function startServer(config: Config, log: Logger): Promise<Server> {
  const rooms = new AsyncDisposableStack();
  try {
    return await openRooms(config, log, rooms);
  } catch (error) {
    await rooms.disposeAsync();
    throw explained(error, config);
  }
}

async function openRooms(config: Config, log: Logger, rooms: AsyncDisposableStack): Promise<Server> {
  const secretKey = await secretKeyOf(config);
  const storage = rooms.use(await openStorage({ ...placeOf(config), log }));
  await requireSameSecretKey(storage, secretKey);
  const sealer = createSealer(secretKey);
  const time = await openTime(config.clock, storage);
  const rootKey = await ensureRootKey({
    storage,
    sealer,
    dataDir: config.databaseUrl === nothingKept ? undefined : config.dataDir,
    account: config.accountId,
    configured: config.rootKey,
    now: time.clock.now(),
    noCopy: (error) =>
      log.warn({ err: error }, "the data folder takes no copy of the root key: tocsin keys needs one"),
  });
  const given = {
    storage,
    sealer,
    clock: time.clock,
    pageTokens: createPageTokens(derive(secretKey, "page-tokens")),
    newId: sortableIds({ now: () => time.clock.now() }),
    replicationDelaySeconds: config.replicationDelaySeconds,
    activationCodes: createActivationCodes(derive(secretKey, "activation-codes")),
    webhookSchemes: config.webhooks.schemes,
    sns: config.sns,
    warn: (facts: object, text: string) => log.warn(facts, text),
  };
  const { sending, links, carried } = messagingOf({ ...given, config, secretKey, log });
  const noticing = noticingOf({ config, secretKey });
  const pagerDuty = pagerDutyDestination({
    ...given,
    now: () => time.clock.now(),
    baseUrl: config.pagerDutyBaseUrl,
  });
  const destinations = { ...noticing, sealer, pagerDuty };
  const notices = { ...noticing, destinations, links };
  const { region } = config;
  const trail = rooms.use(new Trail({ ...given, region, now: () => time.clock.now(), log }));
  const metrics = rooms.use(new Metrics({ storage, now: () => time.clock.now(), version: version(), log }));
  const timers = rooms.use(await startTimers({ ...given, notices, sending, observe: metrics.ran }, log));
  const sources = sourcesOf(given);
  const services = trail.follow(servicesOf({ ...given, noticing, carried, readers: readersOf(sources) }));
  const listener = await listen({
    host: config.host,
    port: config.port,
    services,
    pagesSigningName: "tocsin",
    ...accessOf({ ...given, config }),
    pages: withIntake(
      { ...given, config, sources },
      pagesOf({
        storage,
        time: time.movedBy(timers),
        account: config.accountId,
        region,
        links,
        hearing: hearingOf(given),
        now: () => time.clock.now(),
        twilio: twilioOf(config),
        slack: slackHearingOf({ ...given, services }),
        metrics: { metrics, token: config.metricsToken },
      }),
    ),
    log,
    now: () => Date.now(),
    observe: metrics.answered,
  });
  rooms.use(await openMailIn({ ...given, config, log }));
  const close = async (drainMilliseconds: number): Promise<void> => {
    await listener.close(drainMilliseconds);
    await rooms.disposeAsync();
  };
  const { made, accessKeyId, secretAccessKey } = rootKey;
  return { url: listener.url, close, ...(made && { newRootKey: { accessKeyId, secretAccessKey } }) };
}

const twilioOf = ({ twilio, publicUrl }: Config) =>
  twilio === undefined || publicUrl === undefined ? undefined : { ...twilio, publicUrl };

const nothingKept = "sqlite::memory:";

const placeOf = ({ databaseUrl, dataDir }: Config) =>
  databaseUrl === undefined ? { dataDir } : { url: databaseUrl };

/** What keeps nothing needs a key for as long as it lives. */
const secretKeyOf = async ({ databaseUrl, secretKey, dataDir }: Config): Promise<SecretKey> =>
  databaseUrl === nothingKept && secretKey === undefined
    ? newSecretKey()
    : openSecretKey({ setting: secretKey, dataDir });
