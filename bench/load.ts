// Callers that each send the next request when the last one is answered, and how long each answer took.
import type { Agent } from "node:http";
import { send } from "../test/harness/send.ts";

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

/** On one kept connection per caller. @throws for an answer that is not a success */
export async function post(target: Target, agent: Agent, path: string, body: string): Promise<string> {
  const { credentials, region } = target;
  const url = new URL(path, target.url);
  const signed = { method: "POST", service: "ssm-incidents", credentials, region } as const;
  const { status, text } = await send({ ...signed, url, body, agent });
  if (status >= 300) throw new Error(`${status}: ${text}`);
  return text;
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
  const { p50, p99 } = percentiles(latencies);
  return { perSecond: latencies.length / elapsed, p50, p99 };
}

/** Of at least one number. */
export function percentiles(numbers: readonly number[]): { p50: number; p99: number; most: number } {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), most: sorted.at(-1) ?? Number.NaN };
}
