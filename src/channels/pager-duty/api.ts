// The four calls of PagerDuty's REST API v2 that are needed, as Tocsin understands their answers.
import { createHash } from "node:crypto";
import type { Carried } from "../../domain/notices/destination.ts";
import type { PagerDutySecret } from "../../domain/secrets/pager-duty-secret.ts";
import { type Answer, jsonOf, post } from "../post.ts";

export interface Connection {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly secret: PagerDutySecret;
  readonly signal: AbortSignal;
}

type Failed = Extract<Carried, { outcome: "failed" }>;

/** Thrown by every call here, so that the steps of a notice read one after the other. */
export class PagerDutyRefused extends Error {
  override name = "PagerDutyRefused";
  readonly failed: Failed;
  constructor(failed: Failed) {
    super(failed.said);
    this.failed = failed;
  }
}

export interface PagerDutyIncident {
  readonly id: string;
  readonly status: string;
}

/** Its limit is 255 characters. Source: PagerDuty, limits of the de-duplication key. */
export const incidentKey = (arn: string): string =>
  arn.length <= 255 ? arn : `tocsin-${createHash("sha256").update(arn).digest("hex")}`;

interface ToCreate {
  readonly serviceId: string;
  readonly key: string;
  readonly title: string;
  readonly details: string;
}

/** The one with the key, resolved or not; the answer is not trusted to have looked at the key. */
export async function findByKey(
  connection: Connection,
  { serviceId, key }: Pick<ToCreate, "serviceId" | "key">,
): Promise<PagerDutyIncident | undefined> {
  const query = new URLSearchParams({ incident_key: key, date_range: "all" });
  query.append("service_ids[]", serviceId);
  const body = await call(connection, { path: `/incidents?${query.toString()}` });
  const incidents = member(body, "incidents");
  const found: unknown = Array.isArray(incidents)
    ? incidents.find((it: unknown) => member(it, "incident_key") === key)
    : undefined;
  return incidentIn(found);
}

/** @returns the refusal when there can be no such incident: an open one may have the key already */
export async function create(
  connection: Connection,
  { serviceId, key, title, details }: ToCreate,
): Promise<PagerDutyIncident | Failed> {
  const incident = {
    type: "incident",
    title,
    service: { id: serviceId, type: "service_reference" },
    incident_key: key,
    body: { type: "incident_body", details },
  };
  try {
    const body = await call(connection, { path: "/incidents", method: "POST", body: { incident } });
    const made = incidentIn(member(body, "incident"));
    return made ?? { outcome: "failed", said: "PagerDuty's answer names no incident" };
  } catch (error) {
    if (error instanceof PagerDutyRefused && error.failed.permanent === true) return error.failed;
    throw error;
  }
}

export async function addNote(connection: Connection, id: string, content: string): Promise<void> {
  await call(connection, { path: `/incidents/${id}/notes`, method: "POST", body: { note: { content } } });
}

/** One that is resolved already is refused by PagerDuty, and is what was wanted. */
export async function resolve(connection: Connection, id: string): Promise<void> {
  const path = `/incidents/${id}`;
  const incident = { type: "incident_reference", status: "resolved" };
  try {
    await call(connection, { path, method: "PUT", body: { incident } });
  } catch (error) {
    if (!(error instanceof PagerDutyRefused) || error.failed.permanent !== true) throw error;
    const now = incidentIn(member(await call(connection, { path }), "incident"));
    if (now?.status !== "resolved") throw error;
  }
}

interface Call {
  readonly path: string;
  readonly method?: "GET" | "POST" | "PUT";
  readonly body?: unknown;
}

/** @throws PagerDutyRefused */
async function call({ baseUrl, secret, signal }: Connection, asked: Call): Promise<unknown> {
  const { path, method = "GET", body } = asked;
  const request = {
    url: `${baseUrl}${path}`,
    method,
    headers: {
      Accept: "application/vnd.pagerduty+json;version=2",
      Authorization: `Token token=${secret.token}`,
      From: secret.from,
      ...(body !== undefined && { "Content-Type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
  const answer = await post(request, { to: "PagerDuty", signal });
  if ("outcome" in answer) throw new PagerDutyRefused({ outcome: "failed", said: answer.said });
  if (answer.status >= 200 && answer.status < 300) return jsonOf(answer.text);
  throw new PagerDutyRefused(failureOf(answer));
}

/** Seconds to wait where it says too many requests, and not for how long. Its limits are counted by the minute. */
const usualPatience = 30;

function failureOf({ status, text, retryAfterSeconds }: Answer): Failed {
  const said = `PagerDuty answered ${status}${reasonIn(text)}`;
  if (status === 429)
    return { outcome: "failed", said, retryAfterSeconds: retryAfterSeconds ?? usualPatience };
  const isFinal = status >= 300 && status < 500 && status !== 408 && status !== 425;
  return { outcome: "failed", said, ...(isFinal && { permanent: true }) };
}

/** `{"error": {"message": "…", "errors": ["…"]}}`. Source: PagerDuty, errors. */
function reasonIn(text: string): string {
  const error = member(jsonOf(text), "error");
  const errors = member(error, "errors");
  const parts = [member(error, "message"), ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  const words = parts.filter((it) => typeof it === "string").join("; ");
  return words === "" ? "" : `: ${words.slice(0, 300)}`;
}

const member = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;

function incidentIn(value: unknown): PagerDutyIncident | undefined {
  const [id, status] = [member(value, "id"), member(value, "status")];
  return typeof id === "string" && /^\w{1,64}$/.test(id)
    ? { id, status: typeof status === "string" ? status : "" }
    : undefined;
}
