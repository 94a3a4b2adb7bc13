// Two nodes that run the real workers on simulated timers, storage, clock and channels.
import type { Clock } from "../../src/clock.ts";
import { StorageUnavailable, type Transaction } from "../../src/storage/storage.ts";
import { pauseAfter, usualBackOff } from "../../src/timers/back-off.ts";
import { type Ending, LeaseLost, type TimerContext } from "../../src/timers/timers.ts";
import { pagingKinds } from "../../src/workers/paging-kinds.ts";
import { MemoryTransaction, type TimerRow, timerName } from "./database.ts";
import { never } from "./never.ts";
import { type Node, type NodeParts, type Run, fate, search } from "./node.ts";

interface ClusterParts extends Omit<NodeParts, "claimLater"> {
  /** Timers are found at the millisecond, instead of up to a second later by the poll of another node. */
  readonly punctual: boolean;
}

export interface Cluster {
  /** Has the timers run that the transaction set. */
  expect(tx: MemoryTransaction): void;
  /** Somebody calls the API: the body runs in one transaction on a node that is up, and again later when that fails. */
  call(body: (tx: Transaction) => Promise<unknown>): void;
  /** What no run of a worker may ever come to. */
  readonly scandals: string[];
}

/** The longest that a timer may be found after it is due where nothing is broken: the poll. */
export const poll = 1_000;

export function cluster(parts: ClusterParts): Cluster {
  const { scheduler, database, channels, draw, trace, punctual } = parts;
  const scandals: string[] = [];

  const claimLater = (name: string, time: number): void => {
    const jitter = punctual ? 0 : draw.oneOf([0, 0, 0, 5, poll]);
    scheduler.at(Math.max(time, scheduler.now()) + jitter, { of: undefined, go: () => claim(name) });
  };
  const { meet, park } = fate({ ...parts, claimLater });

  const usable = (): Node | undefined => {
    const candidates = nodes.filter((node) => node.alive && !node.isStill());
    return candidates[draw.between(0, candidates.length - 1)];
  };

  // ---- storage

  const expect = (tx: MemoryTransaction): void => {
    for (const name of tx.timers) {
      const row = database.timers.get(name);
      if (row !== undefined) claimLater(name, row.due);
    }
  };

  const write = async <T>(node: Node, body: (tx: Transaction) => Promise<T>): Promise<T> => {
    await park(node);
    for (;;) {
      const tx = new MemoryTransaction(() => {
        const fault = meet(node, "statement", () => tx.rollback());
        if (fault === "kill") return never();
        if (fault !== undefined) throw refused();
        return undefined;
      });
      const value = await bodyOf(tx, body);
      const fault = meet(node, "commit", () => tx.rollback());
      if (fault === "kill") return never();
      if (fault === "refuse") throw refused();
      if (fault === "rerun") continue;
      trace.push(...tx.told);
      expect(tx);
      const after = meet(node, "committed");
      if (after === "kill") return never();
      if (after === "refuse") throw refused("unknown");
      return value;
    }
  };

  // ---- timers

  const claim = (name: string): boolean => {
    const row = database.timers.get(name);
    const now = scheduler.now();
    if (row === undefined || row.due > now || row.leaseUntil === Infinity) return false;
    const node = usable();
    if (row.leaseUntil > now || node === undefined) {
      claimLater(name, Math.max(row.leaseUntil, now + search));
      return false;
    }
    const { fence, attempts } = row;
    const held = { fence: fence + 1, attempts: attempts + 1, holder: node.holder, leaseUntil: Infinity };
    const claimed: TimerRow = { ...row, ...held };
    database.timers.set(name, claimed);
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
        holdOn(run);
        const row = rowOf(run);
        const name = timerName(run.row.kind, run.row.key);
        if (tx instanceof MemoryTransaction && row !== undefined)
          database.putTimer(tx, name, { ...row, leaseUntil: Infinity });
        return body(tx);
      });
      // Between a commit and what its caller does next, others may act.
      await park(node);
      return value;
    },
    finish: async (body, ending = {}) => {
      const value = await write(node, async (tx) => {
        holdOn(run);
        const result = await body?.(tx);
        if (tx instanceof MemoryTransaction) endTimer(node, run, { tx, ending });
        return result;
      });
      run.finished = true;
      return value;
    },
  });

  const holdOn = (run: Run): void => {
    if (run.aborter.signal.aborted || !isHeld(run)) throw new LeaseLost(run.row);
  };

  const rowOf = ({ row }: Run): TimerRow | undefined => database.timers.get(timerName(row.kind, row.key));

  const isHeld = (run: Run): boolean => {
    const row = rowOf(run);
    return row?.id === run.row.id && row.fence === run.row.fence;
  };

  const endTimer = (
    node: Node,
    run: Run,
    { tx, ending }: { readonly tx: MemoryTransaction; readonly ending: Ending },
  ): void => {
    const row = rowOf(run);
    if (row === undefined) return;
    const name = timerName(row.kind, row.key);
    const free = { holder: undefined, leaseUntil: 0, fence: row.fence + 1 };
    if (isHeld(run)) {
      const { again, payload = row.payload } = ending;
      database.putTimer(
        tx,
        name,
        again === undefined ? undefined : { ...row, ...free, due: again, payload, attempts: 0 },
      );
    } else if (row.holder === node.holder && row.attempts === 0)
      database.putTimer(tx, name, { ...row, ...free });
  };

  const ended = (node: Node, run: Run, error: unknown): void => {
    node.runs.delete(run);
    if (!run.finished) leave(node, run, error);
    scheduler.endTurn();
  };

  /** As `timers/run.ts` leaves the timer of a run that did not finish. */
  const leave = (node: Node, run: Run, error: unknown): void => {
    const row = rowOf(run);
    if (error instanceof TypeError || error instanceof RangeError)
      scandals.push(`${run.row.kind}: ${error.message}`);
    if (row === undefined || row.holder !== node.holder) return;
    const { kind, key, attempts, fence } = row;
    const free = { ...row, holder: undefined, leaseUntil: 0, fence: fence + 1 };
    const name = timerName(kind, key);
    if (!isHeld(run) || error instanceof LeaseLost) {
      // Set anew, and not claimed by another run since.
      if (attempts > 0) return;
      database.timers.set(name, free);
      claimLater(name, row.due);
      return;
    }
    const backOff = node.kinds[kind]?.backOff ?? usualBackOff;
    const due = scheduler.now() + pauseAfter(attempts, draw.next(), backOff);
    trace.push({ what: "fault", at: scheduler.now(), kind: "failed run", until: due, keys: [key] });
    const spared = error instanceof StorageUnavailable ? 1 : 0;
    database.timers.set(name, { ...free, due, attempts: attempts - spared });
    claimLater(name, due);
  };

  // ---- calls of the API

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

  return { expect, call, scandals };
}

const refused = (outcome?: "unknown"): StorageUnavailable =>
  new StorageUnavailable("the storage is away", undefined, outcome);

async function bodyOf<T>(tx: MemoryTransaction, body: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    const value = await body(tx);
    if (tx.isRolledBack) throw refused();
    return value;
  } catch (error) {
    if (!tx.isRolledBack) tx.rollback();
    throw error;
  }
}
