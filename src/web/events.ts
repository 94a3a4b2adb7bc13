// `GET /events`: what happens in the account, as it happens (server-sent events), or from where a reader was.
import { ApiError } from "../contract/api-error.ts";
import { type Matcher, readPattern } from "../domain/alerts/patterns/event-pattern.ts";
import { documentOf, keptMilliseconds, type LoggedEvent } from "../domain/notices/logged-event.ts";
import { firstIdAt, timeOfId } from "../domain/sortable-id.ts";
import type { Storage } from "../storage/storage.ts";
import type { PageReply, PageRequest } from "../wire/page.ts";
import { EventReader } from "./event-reader.ts";
import { json } from "./json.ts";

interface Behind {
  readonly storage: Storage;
  /** Of what happens in none. */
  readonly region: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Signed for `tocsin`, in the header or the query, and allowed `tocsin:StreamEvents`. `?pattern=` and `?source=` choose;
 * `Last-Event-ID`, or `?lastEventId=`, says where to go on: what came shortly before it may come again.
 */
export async function eventsPage(request: PageRequest, behind: Behind): Promise<PageReply | undefined> {
  if (request.path !== "/events") return undefined;
  if (request.method !== "GET") return json(405, { message: "The stream of events takes GET." });
  const { account } = await request.signer("tocsin", "StreamEvents");
  const wants = wantedBy(request.query);
  const after = request.headers.get("last-event-id") ?? request.query.get("lastEventId") ?? undefined;
  if (after !== undefined && !/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(after))
    throw new ApiError("ValidationException", "Last-Event-ID is the id of no event.");
  return {
    status: 200,
    headers: {
      "Content-Type": "text/event-stream",
      "Cache-Control": "no-store",
      "X-Accel-Buffering": "no",
    },
    body: told({ ...behind, account, after, wants, gone: request.gone() }),
  };
}

/** @throws ValidationException */
function wantedBy(query: URLSearchParams): Matcher {
  const source = query.get("source");
  const text = query.get("pattern");
  const matches = text === null ? () => true : matcherOf(text);
  return (event) => matches(event) && (source === null || sourceOf(event) === source);
}

const sourceOf = (event: unknown): unknown =>
  typeof event === "object" && event !== null ? Reflect.get(event, "source") : undefined;

function matcherOf(text: string): Matcher {
  const reading = readPattern(parsed(text));
  if ("matches" in reading) return reading.matches;
  throw new ApiError("ValidationException", `pattern: ${reading.mistakes.join("; ")}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ApiError("ValidationException", "pattern must be JSON.");
  }
}

interface Telling extends Behind {
  readonly account: string;
  readonly after: string | undefined;
  readonly wants: Matcher;
  readonly gone: AbortSignal;
}

/** Comes round to readers and proxies that wait for something. */
const heartbeatMilliseconds = 15_000;

async function* told(it: Telling): AsyncGenerator<string> {
  const { account, after, gone, now, region, storage, wants } = it;
  yield "retry: 1000\n: Tocsin tells what happens.\n\n";
  const oldest = now() - keptMilliseconds;
  if (after !== undefined && timeOfId(after) < oldest) yield gap(after, oldest);
  using reader = new EventReader({
    storage,
    account,
    after: after ?? firstIdAt(now()),
    isNew: after === undefined,
  });
  let last = performance.now();
  while (!gone.aborted) {
    const events = await reader.next(gone);
    for (const event of events) {
      const document = documentOf(event, region);
      if (!wants(document)) continue;
      last = performance.now();
      yield block(event, { id: reader.position, data: JSON.stringify(document) });
    }
    if (performance.now() - last < heartbeatMilliseconds) continue;
    last = performance.now();
    yield heartbeat(reader.position);
  }
}

const block = ({ type }: LoggedEvent, { id, data }: { readonly id: string; readonly data: string }): string =>
  `id: ${id}\nevent: ${type.replaceAll(/[\r\n]/g, " ")}\ndata: ${data}\n\n`;

/** With where to go on: also for a reader whom nothing has concerned for a week. */
const heartbeat = (position: string): string =>
  position.length === 36 ? `: nothing new\nid: ${position}\n\n` : ": nothing new\n\n";

/** What lies between is forgotten. */
const gap = (lastEventId: string, oldest: number): string =>
  `event: gap\ndata: ${JSON.stringify({ lastEventId, missedUntil: new Date(oldest).toISOString() })}\n\n`;
