// Reads what strace saw of a server, and finds the successes that were answered before their bytes were on disk.

interface Event {
  readonly what: "stored" | "sync began" | "sync ended" | "answered";
  /** ARNs of incidents in the bytes of this call. */
  readonly arns: readonly string[];
}

const arn = /arn:aws:ssm-incidents::\d{12}:incident-record\/[\w-]+\/[0-9a-f-]{36}/g;

/** One line of `strace -f -yy`, with each call's begin and end where another thread's line came between. */
function eventOf(line: string): Event | undefined {
  const arns = line.match(arn) ?? [];
  if (/ pwrite64\(\d+<[^>]*-wal>/.test(line)) return { what: "stored", arns };
  if (/ f(data)?sync\(\d+<[^>]*-wal>.*unfinished/.test(line)) return { what: "sync began", arns };
  if (/ <\.\.\. f(data)?sync resumed>.*= 0/.test(line)) return { what: "sync ended", arns };
  if (/ (write|writev|sendto|sendmsg)\(\d+<TCP[^>]*.*HTTP\/1\.1 200 OK/.test(line))
    return { what: "answered", arns };
  return undefined;
}

/** A sync that no other thread interrupted stands on one line: it begins and ends there. */
function eventsOf(line: string): Event[] {
  if (/ f(data)?sync\(\d+<[^>]*-wal>\)\s+= 0/.test(line))
    return [
      { what: "sync began", arns: [] },
      { what: "sync ended", arns: [] },
    ];
  const event = eventOf(line);
  return event === undefined ? [] : [event];
}

export interface Verdict {
  /** Incidents whose success was answered. */
  readonly answered: number;
  /** Of these, the ones whose bytes no sync covered by then. */
  readonly unsynced: readonly string[];
}

/** A sync covers what was stored before it began, once it has ended. One sync at a time is assumed. */
export function judge(trace: string): Verdict {
  const stored = new Set<string>();
  const covered = new Set<string>();
  const synced = new Set<string>();
  const answered = new Set<string>();
  const unsynced: string[] = [];
  for (const { what, arns } of trace.split("\n").flatMap(eventsOf)) {
    if (what === "stored") for (const it of arns) stored.add(it);
    if (what === "sync began") for (const it of stored) covered.add(it);
    if (what === "sync ended") for (const it of covered) synced.add(it);
    if (what !== "answered") continue;
    for (const it of arns) {
      answered.add(it);
      if (!synced.has(it)) unsynced.push(it);
    }
  }
  return { answered: answered.size, unsynced };
}
