// Anything else that can send JSON: `{title, status, key, severity, summary, labels, links, time}`, of which only the title must be.
// Where the sender cannot be changed, JSON Pointers in the query say where these are: `?title=/check/name&status=/check/state`.
import { ApiError } from "../contract/api-error.ts";
import { type Infer, list, map, required, string, structure } from "../contract/shape.ts";
import type { Alert, AlertStatus } from "../domain/alerts/alert.ts";
import { readIntakeKey } from "../domain/alerts/intake-key.ts";
import { at } from "./json-pointer.ts";
import { linksOf } from "./links.ts";
import { jsonOf, read } from "./payload.ts";
import type { Source } from "./source.ts";
import { timeOf, timeOfNumber } from "./time.ts";

const text = string({ max: 65_536 });

const told = structure("GenericAlert", {
  title: required(string({ min: 1, max: 65_536 })),
  status: text,
  /** Names the cause; the title where it is absent. */
  key: string({ min: 1, max: 65_536 }),
  severity: text,
  summary: text,
  time: text,
  labels: map(string({ max: 1024 }), text, { max: 500 }),
  links: list(text, { max: 100 }),
});

type Told = Infer<typeof told>;

export const generic: Source = {
  name: "generic",
  read: ({ request: { body, query } }) => {
    const payload = jsonOf({ body });
    const it = read(told, foundIn(payload, pointersOf(query)));
    return { alerts: [alertOf(it, payload, wordsOf(query.get("resolved")))] };
  },
};

const names = Object.keys(told.members);

/** @throws ValidationException naming all that are no pointers */
function pointersOf(query: URLSearchParams): Map<string, string> {
  // `key` may come twice: as the intake key, and as where the alert's own is.
  const given = (name: string) => query.getAll(name).find((it) => readIntakeKey(it) === undefined);
  const pointers = new Map(names.map((name) => [name, given(name) ?? `/${name}`]));
  const wrong = [...pointers].filter(([, pointer]) => !pointer.startsWith("/")).map(([name]) => name);
  if (wrong.length === 0) return pointers;
  throw new ApiError(
    "ValidationException",
    `These query parameters are no JSON Pointers such as /check/name: ${wrong.join(", ")}.`,
  );
}

const foundIn = (payload: unknown, pointers: ReadonlyMap<string, string>): Record<string, unknown> =>
  Object.fromEntries([...pointers].map(([name, pointer]) => [name, plain(at(payload, pointer))]));

/** Numbers and truths are as good as texts here, in labels too. */
function plain(value: unknown): unknown {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const known = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(
    known.map(([name, member]) => [name, typeof member === "object" ? member : plain(member)]),
  );
}

/** Which words for the status mean that it is over; every other one means that it fires. */
const resolvedWords = "resolved,ok,up,closed,recovered,recovery,success,normal,inactive";

const wordsOf = (given: string | null): ReadonlySet<string> =>
  new Set((given ?? resolvedWords).split(",", 100).map((word) => word.trim().toLowerCase()));

function alertOf(it: Told, payload: unknown, resolved: ReadonlySet<string>): Alert {
  const { title, status, key = title, severity, summary, time, labels = {}, links = [] } = it;
  return {
    source: "generic",
    status: statusOf(status, resolved),
    key,
    time: time === undefined ? undefined : /^[\d.]+$/.test(time) ? timeOfNumber(Number(time)) : timeOf(time),
    title,
    summary,
    severity,
    labels: Object.fromEntries(Object.entries(labels)),
    relatedItems: linksOf(links.map((url) => ({ title: url, url }))),
    payload,
    repeats: true,
    // Who never says how it stands, will not say that it is over.
    resolves: status !== undefined,
  };
}

const statusOf = (status: string | undefined, resolved: ReadonlySet<string>): AlertStatus =>
  status !== undefined && resolved.has(status.trim().toLowerCase()) ? "RESOLVED" : "FIRING";
