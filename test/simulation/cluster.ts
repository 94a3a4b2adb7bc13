// Two nodes that run the real workers on simulated timers, storage, clock and channels.
import type { Clock } from "../../src/clock.ts";
import { StorageUnavailable, type Transaction } from "../../src/storage/storage.ts";
import { pauseAfter, usualBackOff } from "../../src/timers/back-off.ts";
import { type Ending, LeaseLost, type TimerContext } from "../../src/timers/timers.ts";
import { pagingKinds } from "../../src/workers/paging-kinds.ts";
import { type TimerRow, timerName } from "./database.ts";
import { type Node, type NodeParts, type Run, fate, lease, search } from "./node.ts";
import type { MemoryTransaction } from "./tables.ts";
import { writing } from "./writing.ts";

interface ClusterParts extends Omit<NodeParts, "claimLater"> {
  /** Timers are found at the millisecond, instead of up to a second later by the poll of another node. */
  readonly punctual: boolean;
  /** Transactions run side by side, as on PostgreSQL, instead of one after another, as on SQLite. */
  readonly sideBySide: boolean;
}

export interface Cluster {
  /** Somebody calls the API: the body runs in one transaction on a node that is up, and again later when that fails. */
  call(body: (tx: Transaction) => Promise<unknown>): void;
  /** What no run of a worker may ever come to. */
  readonly scandals: string[];
}

/** The longest that a timer may be found after it is due where nothing is broken: the poll. */
export const poll = 1_000;

export function cluster(parts: ClusterParts): Cluster {
  const { scheduler, database, channels, draw, trace, punctual, sideBySide } = parts;
  const { tables, timers } = database;
  const scandals: string[] = [];

  const claimLater = (name: string, time: number): void => {
    const jitter = punctual ? 0 : draw.oneOf([0, 0, 0, 5, poll]);
    scheduler.at(Math.max(time, scheduler.now()) + jitter, { of: undefined, go: () => claim(name) });
  };
  database.timersSet = (name) => {
    const row = timers.committed.get(name);
    if (row !== undefined) claimLater(name, row.due);
  };
  const fates = fate({ ...parts, claimLater });
  const { meet, park, leaseEnd } = fates;
  const write = writing({ fate: fates, scheduler, tables, trace, sideBySide, scandals });

  const usable = (): Node | undefined => {
    const candidates = nodes.filter((node) => node.alive && !node.isStill());
    return candidates[draw.between(0, candidates.length - 1)];
  };

  const claim = (name: string): boolean => {
    const row = timers.committed.get(name);
    const now = scheduler.now();
    if (row === undefined || row.due > now) return false;
    const held = row.holder === undefined ? 0 : leaseEnd(row.holder);
    if (held === Infinity) return false;
    const node = usable();
    if (held > now || node === undefined || timers.locks.has(name)) {
      claimLater(name, Math.max(held, now + search));
      return false;
    }
    const { fence, attempts } = row;
    const claimed: TimerRow = { ...row, fence: fence + 1, attempts: attempts + 1, holder: node.holder };
    timers.committed.set(name, claimed);
    timers.changed.set(name, (tables.commits += 1));
    start(node, claimed);
    return true;
  };

  const start = (node: Node, row: TimerRow): void => {
    const run: Run = { row, aborter: new AbortController(), finished: false };
    node.runs.add(run);
    const kind = node.kinds[row.kind];
    if (kind === undefined) throw new Error(`nobody runs timers of the kind ${row.kind}`);
    const timer = { ...row, id: String(row.id), attempt: row.attempts };
    kind.run(timer, contextOf(node, run)).then(
      () => ended(node, run, new TypeError("it returned without finishing its timer")),
      (error: unknown) => ended(node, run, error),
    );
  };

  const contextOf = (node: Node, run: Run): TimerContext => ({
    signal: run.aborter.signal,
    checkpoint: async (body) => {
      const value = await write(node, async (tx) => {
        const row = heldRow(tx, run);
        await tx.put(timers, nameOf(run), { ...row });
        return body(tx);
      });
      // Between a commit and what its caller does next, others may act.
      await park(node);
      return value;
    },
    finish: async (body, ending = {}) => {
      const value = await write(node, async (tx) => {
        heldRow(tx, run);
        const result = await body?.(tx);
        await endTimer(tx, { node, run, ending });
        return result;
      });
      run.finished = true;
      return value;
    },
  });

  const nameOf = ({ row }: Run): string => timerName(row.kind, row.key);
  const isOf = (run: Run, row: TimerRow): boolean => row.id === run.row.id && row.fence === run.row.fence;

  const heldRow = (tx: MemoryTransaction, run: Run): TimerRow => {
    const row = tx.rowsOf(timers).get(nameOf(run));
    if (run.aborter.signal.aborted || row === undefined || !isOf(run, row)) throw new LeaseLost(run.row);
    return row;
  };

  const free = (row: TimerRow): TimerRow => ({ ...row, holder: undefined, fence: row.fence + 1 });

  const endTimer = async (
    tx: MemoryTransaction,
    { node, run, ending }: { readonly node: Node; readonly run: Run; readonly ending: Ending },
  ): Promise<void> => {
    const row = tx.rowsOf(timers).get(nameOf(run));
    if (row === undefined) return;
    const { again, payload = row.payload } = ending;
    if (!isOf(run, row)) await release(tx, { node, row });
    else if (again === undefined) await database.putTimer(tx, nameOf(run), undefined);
    else await database.putTimer(tx, nameOf(run), { ...free(row), due: again, payload, attempts: 0 });
  };

  /** Only one that was set anew, and not claimed since. */
  const release = async (
    tx: MemoryTransaction,
    { node, row }: { readonly node: Node; readonly row: TimerRow },
  ): Promise<void> => {
    if (row.holder === node.holder && row.attempts === 0)
      await database.putTimer(tx, timerName(row.kind, row.key), free(row));
  };

  const ended = (node: Node, run: Run, error: unknown): void => {
    const over = (): void => {
      node.runs.delete(run);
      scheduler.endTurn();
    };
    if (run.finished) return over();
    if (error instanceof TypeError || error instanceof RangeError)
      scandals.push(`${run.row.kind}: ${error.message}`);
    write(node, (tx) => leave(tx, { node, run, error })).then(over, () => {
      leftToItsLease(node, run);
      over();
    });
  };

  /** As `timers/run.ts` leaves the timer of a run that did not finish. */
  const leave = async (
    tx: MemoryTransaction,
    { node, run, error }: { readonly node: Node; readonly run: Run; readonly error: unknown },
  ): Promise<void> => {
    const row = tx.rowsOf(timers).get(nameOf(run));
    if (row === undefined) return;
    if (!isOf(run, row) || error instanceof LeaseLost) return release(tx, { node, row });
    const backOff = node.kinds[row.kind]?.backOff ?? usualBackOff;
    const at = scheduler.now();
    const due = at + pauseAfter(row.attempts, draw.next(), backOff);
    const attempts = error instanceof StorageUnavailable ? row.attempts - 1 : row.attempts;
    await database.putTimer(tx, nameOf(run), { ...free(row), due, attempts });
    tx.told.push({ what: "fault", at, kind: "failed run", until: due, keys: [row.key] });
  };

  /** Not even that could be written: nobody renews its lease any more. */
  const leftToItsLease = (node: Node, run: Run): void => {
    const at = scheduler.now();
    const until = at + lease;
    trace.push({ what: "fault", at, kind: "left run", until, keys: [run.row.key] });
    const runOut = (): boolean => {
      const row = timers.committed.get(nameOf(run));
      const isRunAgain = row !== undefined && [...node.runs].some((other) => isOf(other, row));
      if (row === undefined || row.holder !== run.row.holder || isRunAgain) return false;
      if (timers.locks.has(nameOf(run)))
        scheduler.at(scheduler.now() + search, { of: undefined, go: runOut });
      else {
        timers.committed.set(nameOf(run), free(row));
        timers.changed.set(nameOf(run), (tables.commits += 1));
        claimLater(nameOf(run), row.due);
      }
      return false;
    };
    scheduler.at(until, { of: undefined, go: runOut });
  };

  const call = (body: (tx: Transaction) => Promise<unknown>): void => {
    const node = usable();
    const callAgain = (wait: number): void => {
      const go = (): boolean => {
        call(body);
        return false;
      };
      scheduler.at(scheduler.now() + wait, { of: undefined, go });
    };
    if (node === undefined) return callAgain(250);
    const go = (): boolean => {
      write(node, body).then(
        () => scheduler.endTurn(),
        () => {
          callAgain(2_000);
          scheduler.endTurn();
        },
      );
      return true;
    };
    scheduler.at(scheduler.now(), { of: node, go });
  };

  let codes = 0;
  const nodeNumber = (number: number): Node => {
    const node: Node = {
      alive: true,
      stillUntil: 0,
      holder: number,
      isStill: () => scheduler.now() < node.stillUntil,
      runs: new Set(),
      open: new Set(),
      kinds: {},
    };
    const ringing = (ring: () => void) => (): boolean => {
      ring();
      return true;
    };
    const clock: Clock = {
      now: scheduler.now,
      alarm: (at, ring) => scheduler.at(at, { of: node, go: ringing(ring) }),
    };
    node.kinds = pagingKinds({
      ...database.ports,
      clock,
      wall: clock,
      send: channels.sendOf({ owner: node, meet: (point) => meet(node, point) }),
      newCode: () => String(++codes).padStart(6, "0"),
    });
    return node;
  };
  const nodes: readonly Node[] = [nodeNumber(1), nodeNumber(2)];

  return { call, scandals };
}
