// `GET /metrics`: for Prometheus.
import { createHash, timingSafeEqual } from "node:crypto";
import type { PageReply, PageRequest } from "../wire/page.ts";
import { json } from "./json.ts";

interface Scraped {
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

export interface ToBeScraped {
  readonly metrics: Scraped;
  /** Undefined: whoever reaches the port may look. */
  readonly token: string | undefined;
}

/** Asked every few seconds: quiet. */
export async function metricsPage(
  { method, headers }: PageRequest,
  { metrics, token }: ToBeScraped,
): Promise<PageReply> {
  if (method !== "GET" && method !== "HEAD")
    return { ...json(405, { message: "Metrics take GET." }), quiet: true };
  if (token !== undefined && !isSame(headers.get("authorization") ?? "", `Bearer ${token}`)) {
    const { headers, ...refused } = json(401, { message: "Authorization: Bearer <TOCSIN_METRICS_TOKEN>" });
    return { ...refused, headers: { ...headers, "www-authenticate": 'Bearer realm="tocsin"' } };
  }
  return {
    status: 200,
    headers: { "content-type": metrics.contentType, "cache-control": "no-store" },
    body: await metrics.text(),
    quiet: true,
  };
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** In the same time for every wrong one. */
const isSame = (given: string, expected: string): boolean => timingSafeEqual(digest(given), digest(expected));
