// Puts very many engagements into a database that wait for their next stage, each for an incident of its own.
import { createHash } from "node:crypto";
import type { Database, Row } from "./database.ts";

export interface Pending {
  readonly incident: string;
  readonly engagement: string;
  /** Epoch milliseconds. */
  readonly due: number;
}

const atOnce = 5_000;

/** The first due then, the others a millisecond after one another. Copies of the one incident and the one engagement that are there, whose first stage is over. */
export async function addPending(
  database: Database,
  { count, due }: { readonly count: number; readonly due: number },
): Promise<Pending[]> {
  const [incident] = await database.all("select * from incidents");
  const [engagement] = await database.all("select * from engagements");
  if (incident === undefined || engagement === undefined) throw new Error("there is nothing to copy");
  const course = JSON.stringify(waiting(JSON.parse(String(engagement["course"])) as Course));
  const added = Array.from({ length: count }, (_, n) => ({
    incident: `${String(incident["arn"])}-${n}`,
    engagement: `${String(engagement["arn"])}-${n}`,
    due: due + n,
  }));
  for (let from = 0; from < added.length; from += atOnce) {
    const part = added.slice(from, from + atOnce);
    const of = (row: (it: Pending) => Row): Row[] => part.map(row);
    await database.insert(
      "incidents",
      of((it) => ({ ...incident, arn: it.incident })),
    );
    await database.insert(
      "engagements",
      of((it) => ({ ...engagement, ...about(it), course })),
    );
    await database.insert(
      "timers",
      of((it) => timer(it)),
    );
  }
  return added;
}

/** They come due one after another from then on, so many in a second. */
export async function comeDue(
  database: Database,
  pending: readonly Pending[],
  { from, perSecond }: { readonly from: number; readonly perSecond: number },
): Promise<Pending[]> {
  const soon = pending.map((it, n) => ({ ...it, due: from + Math.round((n * 1000) / perSecond) }));
  await database.run("begin");
  for (const it of soon) await database.run(`update timers set due = ${it.due} where id = '${idOf(it)}'`);
  await database.run("commit");
  return soon;
}

const idOf = ({ engagement }: Pick<Pending, "engagement">): string => `bench-${engagement}`;

interface Course {
  readonly progress: { readonly walks: readonly { readonly place: object }[] };
}

/** Everybody's next stage has been due for long: when it really begins is up to the timer. */
const waiting = ({ progress, ...course }: Course): Course => ({
  ...course,
  progress: { ...progress, walks: progress.walks.map((walk) => ({ ...walk, place: { next: 1, due: 1 } })) },
});

/** The words name the incident, as those of every page do. */
const about = ({ incident, engagement }: Pending): Row => ({
  arn: engagement,
  incident,
  incident_key: createHash("sha256").update(incident).digest("hex"),
  words: JSON.stringify({ subject: "The checkout is slow", content: incident }),
});

const timer = ({ engagement, due }: Pending): Row => ({
  id: idOf({ engagement }),
  kind: "advance-engagement",
  key: engagement,
  due,
  payload: "null",
  state: "pending",
  fence: 1,
  attempts: 0,
  last_error: null,
  holder: null,
  lease_until: 0,
});
