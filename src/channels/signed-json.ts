// What every webhook is sent with: a signature that its receiver can check, and the rules of which hosts may be reached.
import { createHmac } from "node:crypto";
import type { Post } from "./post.ts";

export interface Signing {
  readonly secret: string;
  /** Real time, by which receivers judge a signature. Epoch milliseconds. */
  readonly wallNow: () => number;
}

/** A POST of JSON with `Tocsin-Signature: t=<seconds>,v1=<HMAC-SHA256 of "seconds.body" in hex>`. */
export function signedJson(url: string, body: string, { secret, wallNow }: Signing): Post {
  const seconds = Math.floor(wallNow() / 1000);
  const signature = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return {
    url,
    headers: { "Content-Type": "application/json", "Tocsin-Signature": `t=${seconds},v1=${signature}` },
    body,
  };
}

/** @param hosts names, and patterns such as `*.example.com`; undefined for any. @returns why the host may not be reached */
export function refusedHost(hostname: string, hosts: readonly string[] | undefined): string | undefined {
  const allowed = hosts?.some((pattern) => matches(hostname.toLowerCase(), pattern)) ?? true;
  return allowed ? undefined : `${hostname} is not among the hosts that are set up (TOCSIN_WEBHOOK_HOSTS)`;
}

/** `*.example.com` stands for all hosts below it, and not for `example.com`. */
const matches = (host: string, pattern: string): boolean =>
  pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) : host === pattern;

export const withoutLogin = ({ protocol, host, pathname, search }: URL): string =>
  `${protocol}//${host}${pathname}${search}`;

/** Of `https://user:password@host`. */
export function authorization({ username, password }: URL): Record<string, string> {
  if (username === "" && password === "") return {};
  const pair = [username, password].map(unescaped).join(":");
  return { Authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
