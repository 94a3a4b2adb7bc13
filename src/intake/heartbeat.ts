// Heartbeats: a ping is a request by any method, `/intake/heartbeat/<plan>?name=nightly-backup`; `&status=fail` says that something is wrong.
import { ApiError } from "../contract/api-error.ts";
import { failed, heartbeatArn, pinged } from "../domain/alerts/heartbeat.ts";
import { keepHeartbeat } from "../operations/alerts/keep-heartbeat.ts";
import { findHeartbeat, type HeartbeatKey, lockHeartbeat } from "../storage/heartbeats.ts";
import type { Transaction } from "../storage/storage.ts";
import type { PageRequest } from "../wire/page.ts";
import { json } from "./answer.ts";
import type { GivenForSources, Received, Source } from "./source.ts";

export const heartbeat = ({ storage }: Pick<GivenForSources, "storage">): Source => ({
  name: "heartbeat",
  methods: ["GET", "HEAD", "POST", "PUT"],
  read: async ({ request, account, planName, now }) => {
    const said = saidBy(request);
    const known = await findHeartbeat(storage, { account, name: said.name });
    if (known?.planName !== planName) throw unknown({ account, planName, name: said.name });
    return {
      alerts: [],
      also: (tx) => hear(tx, { account, now, ...said }),
      reply: json(200, { heartbeat: said.name, heard: new Date(now).toISOString() }),
    };
  },
});

interface Said {
  readonly name: string;
  readonly hasFailed: boolean;
  readonly message: string;
}

const words: Readonly<Record<string, boolean>> = { ok: false, fail: true };

/** @throws ValidationException naming everything that is not as it should be */
function saidBy({ query, body }: PageRequest): Said {
  const name = query.get("name") ?? "";
  const status = query.get("status") ?? "ok";
  const faults = [
    ...(/^[\w-]{1,100}$/.test(name) ? [] : ["name is to be that of a heartbeat"]),
    ...(Object.hasOwn(words, status) ? [] : ["status is to be ok or fail"]),
  ];
  if (faults.length > 0) throw new ApiError("ValidationException", `In the query, ${faults.join(", and ")}.`);
  return { name, hasFailed: words[status] === true, message: textOf(body) };
}

/** What a job has to say of its failure: its last words, where they are many. */
const textOf = (body: Uint8Array): string =>
  new TextDecoder()
    .decode(body.subarray(-4_000))
    .replaceAll(/[^\P{Cc}\n\t]/gu, "")
    .trim()
    .slice(-2_000);

const unknown = ({ account, planName, name }: HeartbeatKey & Pick<Received, "planName">): ApiError =>
  new ApiError("ResourceNotFoundException", `The response plan ${planName} has no heartbeat ${name}.`, {
    resourceIdentifier: heartbeatArn(account, name),
  });

/** One small transaction: the row, and the timer that is moved. */
async function hear(
  tx: Transaction,
  { account, name, now, hasFailed, message }: Said & { readonly account: string; readonly now: number },
): Promise<void> {
  const heartbeat = await lockHeartbeat(tx, { account, name });
  if (heartbeat === undefined) return;
  await keepHeartbeat(tx, hasFailed ? failed(heartbeat, { now, message }) : pinged(heartbeat, now), now);
}
