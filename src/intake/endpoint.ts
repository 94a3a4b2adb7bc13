// `/intake/<source>/<response plan>`: who sends, what it says, and the answer once that is on disk.
import type { Clock } from "../clock.ts";
import { ApiError } from "../contract/api-error.ts";
import type { Alert, TakenAlert } from "../domain/alerts/alert.ts";
import type { IntakeKeyRecord } from "../domain/alerts/intake-key.ts";
import type { Sealer } from "../domain/secrets/seal.ts";
import { createThrottle } from "../domain/throttle.ts";
import { createIntakeKeyFinder, createNoteIntakeKeyUse } from "../storage/intake-key-finder.ts";
import { placeOf } from "../storage/intake-keys.ts";
import type { Storage } from "../storage/storage.ts";
import type { PageReply, PageRequest, Pages } from "../wire/page.ts";
import { type Address, readAddress } from "./address.ts";
import { json, refusal, taken } from "./answer.ts";
import { shownKey, showsSomething } from "./shown-key.ts";
import type { Source } from "./source.ts";
import { countWrongKeys } from "./wrong-keys.ts";

interface Told {
  readonly account: string;
  readonly planName: string;
  readonly alerts: readonly Alert[];
  /** Who sent them: `arn:aws:tocsin::111122223333:intake/alertmanager/abcd2345`, with the id of the key. */
  readonly by: string;
}

interface GivenForIntake {
  readonly storage: Storage;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly sources: readonly Source[];
  /** Requests per second and intake key, sustained; twice as many in a burst. */
  readonly rateLimit: number;
  /** Returns when what became of them is on disk. */
  readonly take: (told: Told) => Promise<readonly TakenAlert[]>;
  readonly warn: (facts: object, text: string) => void;
}

/** A payload with more is not from a monitor. */
const mostAlerts = 1000;

/** Undefined for a path that is no intake. */
export function intakeOf(given: GivenForIntake): Pages {
  const { sources } = given;
  const gate = gateOf(given);
  return async (request) => {
    const address = readAddress(request.path, sources);
    if (address === undefined) return request.path.startsWith("/intake") ? notHere(sources) : undefined;
    const { methods = ["POST"] } = address.source;
    if (!methods.includes(request.method)) return otherMethod(request, address, methods);
    try {
      const entry = await gate(request, address);
      return "status" in entry ? entry : await receive(request, { ...entry, source: address.source }, given);
    } catch (thrown) {
      return refused(thrown, request, given);
    }
  };
}

type Entry = PageReply | { readonly key: IntakeKeyRecord };

/** Lets through who shows a key for this plan and source, at the pace that one key may have. */
function gateOf({
  storage,
  clock,
  rateLimit,
}: GivenForIntake): (request: PageRequest, address: Address) => Promise<Entry> {
  const now = (): number => performance.now();
  const keys = createIntakeKeyFinder(storage, now);
  const noteUse = createNoteIntakeKeyUse(storage);
  const throttle = createThrottle({ perSecond: rateLimit, burst: 2 * rateLimit });
  const wrongKeys = countWrongKeys();

  return async (request, { source, planName, key: inPath }) => {
    const { remoteAddress } = request;
    const shown = shownKey(request, source.keyIn?.(request), inPath);
    if (shown === undefined && inPath === undefined && !showsSomething(request)) return keyWanted;
    const known = shown && keys.known(shown);
    // A key that was right a moment ago is let through, whoever else shares its address.
    const wait = known === undefined ? wrongKeys.wait(remoteAddress, now()) : undefined;
    if (wait !== undefined) return tooFast(429, wait);
    const key = known ?? (shown && (await keys.find(shown)));
    if (key === undefined || !fits(key, source, planName)) {
      wrongKeys.noted(remoteAddress, now());
      return wrongKey;
    }
    const seconds = throttle(key.keyId, now());
    if (seconds !== undefined) return tooFast(source.tooFast ?? 429, seconds);
    noteUse(key.keyId, clock.now());
    return { key };
  };
}

const fits = (key: IntakeKeyRecord, { name }: Source, planName: string | undefined): boolean =>
  (planName === undefined || planName === key.planName) &&
  (key.sources === undefined || key.sources.includes(name));

async function receive(
  request: PageRequest,
  { key, source }: { readonly key: IntakeKeyRecord; readonly source: Source },
  { clock, sealer, storage, take }: GivenForIntake,
): Promise<PageReply> {
  const { account, planName, keyId, sealedSigningSecret: sealed } = key;
  const signingSecret = sealed === undefined ? undefined : sealer.open(placeOf(keyId), sealed);
  const { alerts, also, reply } = await source.read({
    request,
    account,
    planName,
    now: clock.now(),
    signingSecret,
  });
  if (alerts.length > mostAlerts)
    throw new ApiError("ValidationException", `There are ${alerts.length} alerts, more than ${mostAlerts}.`);
  // A crash between the two leaves no answer: then the sender tells both again.
  if (also !== undefined) await storage.write(also);
  const by = `arn:aws:tocsin::${account}:intake/${source.name}/${keyId}`;
  const became = alerts.length === 0 ? [] : await take({ account, planName, alerts, by });
  return reply ?? taken(became);
}

function refused(thrown: unknown, { requestId }: PageRequest, { warn }: GivenForIntake): PageReply {
  const reply = refusal(thrown);
  if (reply === undefined) throw thrown;
  if (reply.status === 503) warn({ requestId, err: thrown }, "alerts were not taken, and will be sent again");
  return reply;
}

const notHere = (sources: readonly Source[]): PageReply =>
  json(404, {
    message: `Alerts are taken at /intake/<source>/<response plan>. The sources are: ${sources.map(({ name }) => name).join(", ")}.`,
  });

const keyWanted = json(
  401,
  {
    message:
      "An intake key is needed, as Authorization: Bearer, as the password of basic authentication, as X-Api-Key, as ?key= or at the end of the path. `tocsin intake keys create` makes one.",
  },
  { "www-authenticate": 'Basic realm="Tocsin intake"' },
);

/** The same for all that can be wrong with it: strangers learn nothing. */
const wrongKey = json(403, { message: "This intake key is not valid for this source and response plan." });

const tooFast = (status: 429 | 503, seconds: number): PageReply =>
  json(status, { message: "Too many requests. Please try again later." }, { "retry-after": String(seconds) });

/** People who look at the address in a browser are told what it is. */
function otherMethod({ method }: PageRequest, { source }: Address, methods: readonly string[]): PageReply {
  const allow = { allow: methods.join(", ") };
  return method === "GET" || method === "HEAD"
    ? json(200, { message: `Tocsin takes alerts of ${source.name} here, sent as ${allow.allow}.` }, allow)
    : json(405, { message: `Alerts are sent as ${allow.allow}.` }, allow);
}
