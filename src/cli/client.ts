// Calls the running server, signed, because the embedded database belongs to one process.
import { contacts } from "../contract/contacts/service.ts";
import { decode } from "../contract/decode.ts";
import { encode } from "../contract/encode.ts";
import type { InputOf, Operation, OutputOf } from "../contract/operation.ts";
import type { Infer, StructureShape } from "../contract/shape.ts";
import { credentials } from "./credentials.ts";
import { readEvents, type StreamedEvent } from "./event-stream.ts";
import { CommandFailed, settings } from "./settings.ts";
import { signRequest } from "./sign.ts";

const answerMilliseconds = 30_000;

/** Tocsin's own API. @throws {CommandFailed} also with what the server refuses */
export const callServer = <O extends Operation>(
  operation: O,
  input: InputOf<O>,
  endpoint: string | undefined,
): Promise<OutputOf<O>> =>
  exchange({ operation, input, endpoint, service: "tocsin", path: operation.http.path });

/** Operations of ssm-incidents that take all of their input in the body. @throws {CommandFailed} as `callServer` */
export const callIncidents = <O extends Operation>(
  operation: O,
  input: InputOf<O>,
  endpoint: string | undefined,
): Promise<OutputOf<O>> =>
  exchange({ operation, input, endpoint, service: "ssm-incidents", path: operation.http.path });

/** The API of ssm-contacts. @throws {CommandFailed} also with what the server refuses */
export const callContacts = <O extends Operation>(
  operation: O,
  input: InputOf<O>,
  endpoint: string | undefined,
): Promise<OutputOf<O>> =>
  exchange({
    operation,
    input,
    endpoint,
    service: contacts.signingName,
    path: "/",
    headers: {
      "x-amz-target": `${contacts.targetPrefix}.${operation.name}`,
    },
  });

interface Exchange<O extends Operation> {
  readonly operation: O;
  readonly input: InputOf<O>;
  readonly endpoint: string | undefined;
  readonly service: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function exchange<O extends Operation>(asked: Exchange<O>): Promise<OutputOf<O>> {
  const { operation, input, service } = asked;
  const { method } = operation.http;
  const base = endpointOf(asked.endpoint);
  const url = new URL(asked.path, base);
  const body = JSON.stringify(encode(operation.input, input as Infer<StructureShape>));
  const headers = signRequest({
    method,
    url,
    body,
    headers: asked.headers ?? {},
    credentials: await credentials(),
    region: callersRegion(),
    service,
    date: new Date(),
  });
  const signal = AbortSignal.timeout(answerMilliseconds);
  const reply = await fetch(url, { method, headers, body, signal }).catch((cause: unknown) => {
    throw new CommandFailed(`No server answers at ${base.origin}. Is it running? (tocsin serve)`, { cause });
  });
  const text = await reply.text();
  if (!reply.ok) throw new CommandFailed(refusalOf(text, reply.status));
  const answer = decode(operation.output, text === "" ? {} : JSON.parse(text));
  if ("refused" in answer) throw new CommandFailed("The server answered in another version's words.");
  return answer.value as OutputOf<O>;
}

/** A stream of events from a page, until it ends. @throws {CommandFailed} also with what the server refuses */
export async function* openStream(path: string, endpoint: string | undefined): AsyncGenerator<StreamedEvent> {
  const base = endpointOf(endpoint);
  const url = new URL(path, base);
  const headers = signRequest({
    method: "GET",
    url,
    credentials: await credentials(),
    region: callersRegion(),
    service: "tocsin",
    date: new Date(),
  });
  const reply = await fetch(url, { headers }).catch((cause: unknown) => {
    throw new CommandFailed(`No server answers at ${base.origin}. Is it running? (tocsin serve)`, { cause });
  });
  if (!reply.ok) throw new CommandFailed(refusalOf(await reply.text(), reply.status));
  if (reply.body !== null) yield* readEvents(reply.body);
}

/** The Region in which a command works. */
export const callersRegion = (): string =>
  process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"] ?? settings().region;

function endpointOf(given: string | undefined): URL {
  const { host, port } = settings();
  const reachable = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "[::1]" : host;
  const text = given ?? process.env["AWS_ENDPOINT_URL"] ?? `http://${reachable}:${port}`;
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new CommandFailed(`${text} is not an endpoint, expected something like http://127.0.0.1:9110`);
  return url;
}

function refusalOf(text: string, status: number): string {
  try {
    const { __type: name, ...error } = JSON.parse(text) as Record<string, unknown>;
    const message = error["message"] ?? error["Message"];
    if (typeof message === "string") return `${typeof name === "string" ? name : status}: ${message}`;
  } catch {
    // Not from Tocsin: a proxy in between, say.
  }
  return `The server answered with status ${status}.`;
}
