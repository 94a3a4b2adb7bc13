// What an orchestrator asks: does the process live, and does the database answer?
import type { Storage } from "../storage/storage.ts";
import type { PageReply } from "../wire/page.ts";
import { json } from "./json.ts";

export const healthz = (): PageReply => json(200, { status: "ok" });

/** 503 while the database does not answer, so that no traffic is sent here. */
export async function readyz(storage: Storage): Promise<PageReply> {
  try {
    await storage.ping();
    return json(200, { status: "ready" });
  } catch {
    return json(503, { status: "the database does not answer" });
  }
}
