// A page that is JSON.
import type { PageReply } from "../wire/page.ts";

export const json = (status: number, body: unknown): PageReply => ({
  status,
  headers: { "content-type": "application/json", "cache-control": "no-store" },
  body: `${JSON.stringify(body)}\n`,
});
