// Callers that each send the next request when the last one is answered, and how long each answer took.
import { request, type Agent } from "node:http";
import { signRequest } from "../src/cli/sign.ts";

export interface Target {
  readonly url: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly region: string;
}

export interface Measured {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Signed with Signature Version 4, on one kept connection per caller. @throws for an answer that is not a success */
export function post(target: Target, agent: Agent, path: string, body: string): Promise<string> {
  const url = new URL(path, target.url);
  const headers = signRequest({
    method: "POST",
    url,
    body,
    credentials: target.credentials,
    region: target.region,
    service: "ssm-incidents",
    date: new Date(),
  });
  return new Promise((done, failed) => {
    const sent = request(url, { method: "POST", agent, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      answer.on("end", () =>
        (answer.statusCode ?? 0) < 300 ? done(text) : failed(new Error(`${answer.statusCode}: ${text}`)),
      );
      answer.on("error", failed);
    });
    sent.on("error", failed);
    sent.end(body);
  });
}

interface Load {
  readonly callers: number;
  readonly seconds: number;
  /** One call, by the number of its caller. */
  readonly call: (caller: number) => Promise<unknown>;
}

export async function measure({ callers, seconds, call }: Load): Promise<Measured> {
  const latencies: number[] = [];
  const began = performance.now();
  const end = began + seconds * 1000;
  const one = async (caller: number): Promise<void> => {
    for (let now = performance.now(); now < end;) {
      await call(caller);
      const after = performance.now();
      latencies.push(after - now);
      now = after;
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => one(caller)));
  const elapsed = (performance.now() - began) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? Number.NaN;
  return { perSecond: latencies.length / elapsed, p50: at(0.5), p99: at(0.99) };
}
