// `GET /_tocsin/outbox`, in manual-clock mode only: what went out to people, for tests, without a signature.
import { encode } from "../contract/encode.ts";
import { listOutbox as operation } from "../contract/tocsin/outbox.ts";
import { shownInOutbox } from "../domain/messages/outbox-entry.ts";
import { listOutbox } from "../storage/outbox.ts";
import type { Reader } from "../storage/storage.ts";
import type { PageReply, PageRequest } from "../wire/page.ts";
import { json } from "./json.ts";

/** A test looks at the end of it. */
const most = 1000;

/** The newest messages first, as ListOutbox answers them; `?to=` names an address, `?account=` an account. */
export async function outboxPage(
  { method, query }: PageRequest,
  { storage, account }: { readonly storage: Reader; readonly account: string },
): Promise<PageReply> {
  if (method !== "GET") return json(405, { message: "The outbox takes GET." });
  const to = query.get("to") ?? undefined;
  const entries = await listOutbox(storage, {
    account: query.get("account") ?? account,
    to,
    limit: most,
  });
  return json(200, encode(operation.output, { messages: entries.map(shownInOutbox) }));
}
