// A process that runs the workers, and what can happen to it: killed and started again, or standing still for a while.
import type { Kinds } from "../../src/timers/kinds.ts";
import { LeaseLost } from "../../src/timers/timers.ts";
import type { Channels } from "./channels.ts";
import { type Database, type TimerRow, timerName } from "./database.ts";
import type { Fault, Faults, Point } from "./faults.ts";
import { never } from "./never.ts";
import type { Random } from "./random.ts";
import type { Owner, Scheduler } from "./scheduler.ts";
import type { MemoryTransaction } from "./tables.ts";
import type { Event } from "./trace.ts";

/** Milliseconds; a node that lives renews its leases every third of it. Source: `timers/runner.ts`. */
export const lease = 5_000;

/** Milliseconds between looks for a node that is up, while there is none. */
export const search = 100;

export interface Node extends Owner {
  alive: boolean;
  stillUntil: number;
  /** Another one after each restart. */
  holder: number;
  kinds: Kinds;
  readonly runs: Set<Run>;
  /** Its transactions under way. */
  readonly open: Set<MemoryTransaction>;
}

/** A run of a timer. */
export interface Run {
  readonly row: TimerRow;
  readonly aborter: AbortController;
  finished: boolean;
}

export interface NodeParts {
  readonly scheduler: Scheduler;
  readonly database: Database;
  readonly faults: Faults;
  readonly channels: Channels;
  readonly draw: Random;
  readonly trace: Event[];
  /** Has the timer run when it can be taken, at that time (epoch milliseconds). */
  readonly claimLater: (name: string, time: number) => void;
}

/** What may break, where a node's task has come to one of the points of `Faults`. */
export interface Fate {
  /** Draws what happens here. After `kill` nobody is left to go on. */
  readonly meet: (node: Node, point: Point) => Fault | undefined;
  /** Others may act before the task goes on. */
  readonly park: (node: Node) => Promise<void>;
  /** When the leases end of whoever held them; a holder that lives renews them for ever. */
  readonly leaseEnd: (holder: number) => number;
}

export function fate({ scheduler, database, faults, channels, draw, trace, claimLater }: NodeParts): Fate {
  const leaseEnds = new Map<number, number>();

  const tell = (kind: Fault, node: Node, until: number): void => {
    const keys = [...node.runs].map((run) => run.row.key);
    trace.push({ what: "fault", at: scheduler.now(), kind, until, keys });
  };

  /** What the node holds can be taken by another when its lease is over, unless the node goes on before. */
  const leaseRunsOut = ({ holder }: Node): number => {
    const end = scheduler.now() + draw.between(Math.ceil((lease * 2) / 3), lease);
    leaseEnds.set(holder, end);
    for (const [name, row] of database.timers.committed) if (row.holder === holder) claimLater(name, end);
    return end;
  };

  const kill = (node: Node): void => {
    for (const tx of node.open) tx.rollback();
    node.open.clear();
    const until = leaseRunsOut(node);
    const restart = scheduler.now() + draw.oneOf([0, 700, 3_000, 20_000]);
    tell("kill", node, Math.max(until, restart) + search);
    node.alive = false;
    node.runs.clear();
    scheduler.forget(node);
    const revive = (): boolean => {
      node.holder += 2;
      node.alive = true;
      return false;
    };
    scheduler.at(restart, { of: undefined, go: revive });
  };

  const freeze = (node: Node): void => {
    const { holder } = node;
    const until = leaseRunsOut(node);
    node.stillUntil = scheduler.now() + draw.oneOf([400, 4_000, 9_000, 40_000]);
    tell("freeze", node, Math.max(until, node.stillUntil) + search);
    scheduler.at(node.stillUntil, { of: undefined, go: () => thaw(node, holder) });
  };

  /** It renews the leases that nobody has taken, and hears of the others when it does so, or too late. */
  const thaw = (node: Node, holder: number): boolean => {
    if (!node.alive || node.holder !== holder) return false;
    leaseEnds.delete(node.holder);
    for (const run of node.runs) {
      const row = database.timers.committed.get(timerName(run.row.kind, run.row.key));
      const isHeld = row?.fence === run.row.fence && row.id === run.row.id;
      if (!isHeld && draw.chance(0.7)) abortLater(node, run);
    }
    return false;
  };

  const abortLater = (node: Node, run: Run): void => {
    const abort = (): boolean => {
      const before = channels.abandoned();
      run.aborter.abort(new LeaseLost(run.row));
      return channels.abandoned() > before;
    };
    scheduler.at(scheduler.now() + draw.between(0, Math.ceil(lease / 3)), { of: node, go: abort });
  };

  const meet = (node: Node, point: Point): Fault | undefined => {
    const fault = faults.at(point);
    // A process that stands still in the middle of a transaction is a dead one to its database.
    if (fault === undefined || (fault === "freeze" && node.open.size > 0)) return undefined;
    if (fault === "freeze") freeze(node);
    if (fault === "kill") {
      kill(node);
      scheduler.endTurn();
    }
    return fault;
  };

  const park = async (node: Node): Promise<void> => {
    await scheduler.park(node);
    const fault = meet(node, "turn");
    if (fault === "kill") await never();
    if (fault === "freeze") await scheduler.park(node);
  };

  return { meet, park, leaseEnd: (holder) => leaseEnds.get(holder) ?? Infinity };
}
