// What an orchestrator asks: does the process live, and does the database answer?
import type { Storage } from "../storage/storage.ts";
import type { PageReply } from "../wire/page.ts";
import { json } from "./json.ts";

// Asked every few seconds: quiet, so that the log is about something else.
const asked = (status: number, text: string): PageReply => ({
  ...json(status, { status: text }),
  quiet: true,
});

export const healthz = (): PageReply => asked(200, "ok");

/** 503 while the database does not answer, so that no traffic is sent here. */
export async function readyz(storage: Storage): Promise<PageReply> {
  try {
    await storage.ping();
    return asked(200, "ready");
  } catch {
    return asked(503, "the database does not answer");
  }
}
