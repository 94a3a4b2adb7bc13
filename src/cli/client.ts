// Calls Tocsin's own API on the running server, signed, because the embedded database belongs to one process.
import { decode } from "../contract/decode.ts";
import { encode } from "../contract/encode.ts";
import type { InputOf, Operation, OutputOf } from "../contract/operation.ts";
import type { Infer, StructureShape } from "../contract/shape.ts";
import { credentials } from "./credentials.ts";
import { CommandFailed, settings } from "./settings.ts";
import { signRequest } from "./sign.ts";

const answerMilliseconds = 30_000;

/** @throws {CommandFailed} also with what the server refuses */
export async function callServer<O extends Operation>(
  operation: O,
  input: InputOf<O>,
  endpoint: string | undefined,
): Promise<OutputOf<O>> {
  const base = endpointOf(endpoint);
  const body = JSON.stringify(encode(operation.input, input as Infer<StructureShape>));
  const url = new URL(operation.http.path, base);
  const headers = signRequest({
    method: operation.http.method,
    url,
    body,
    credentials: await credentials(),
    region: process.env["AWS_REGION"] ?? settings().region,
    service: "tocsin",
    date: new Date(),
  });
  const reply = await fetch(url, {
    method: operation.http.method,
    headers,
    body,
    signal: AbortSignal.timeout(answerMilliseconds),
  }).catch((cause: unknown) => {
    throw new CommandFailed(`No server answers at ${base.origin}. Is it running? (tocsin serve)`, { cause });
  });
  const text = await reply.text();
  if (!reply.ok) throw new CommandFailed(refusalOf(text, reply.status));
  const answer = decode(operation.output, text === "" ? {} : JSON.parse(text));
  if ("refused" in answer) throw new CommandFailed("The server answered in another version's words.");
  return answer.value as OutputOf<O>;
}

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
    const { __type: name, message } = JSON.parse(text) as { __type?: unknown; message?: unknown };
    if (typeof message === "string") return `${typeof name === "string" ? name : status}: ${message}`;
  } catch {
    // Not from Tocsin: a proxy in between, say.
  }
  return `The server answered with status ${status}.`;
}
