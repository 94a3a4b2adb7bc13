// `/_tocsin/clock`, in manual-clock mode only: what time it is, and moving it on.
import type { PageReply, PageRequest } from "../wire/page.ts";
import { json } from "./json.ts";

/** A test may skip a year, not a geological age. */
const longestStep = 366 * 24 * 3_600_000;

export interface MovableTime {
  /** Epoch milliseconds. */
  now(): number;
  /** Returns when everything due until then (epoch milliseconds) has been done. */
  advanceTo(time: number): Promise<void>;
}

/** GET tells the time; POST takes `{"advance": "PT30M"}` or `{"to": "2026-11-23T09:00:00Z"}`. */
export async function clockPage(request: PageRequest, time: MovableTime): Promise<PageReply> {
  if (request.method === "POST") {
    const to = target(request.body, time.now());
    if (to === undefined || to < time.now() || to - time.now() > longestStep)
      return json(400, {
        message:
          'Expected {"advance": "PT30M"} or {"to": "2026-11-23T09:00:00Z"}, forward and by at most 366 days.',
      });
    await time.advanceTo(to);
  } else if (request.method !== "GET") {
    return json(405, { message: "The clock takes GET and POST." });
  }
  return json(200, { now: new Date(time.now()).toISOString() });
}

function target(body: Uint8Array, now: number): number | undefined {
  try {
    const { advance, to } = JSON.parse(new TextDecoder().decode(body)) as { advance?: unknown; to?: unknown };
    if (typeof advance === "string") return now + Temporal.Duration.from(advance).total("milliseconds");
    if (typeof to === "string") return Temporal.Instant.from(to).epochMilliseconds;
  } catch {
    // Not JSON, or not a time: answered like any other body that says nothing.
  }
  return undefined;
}
