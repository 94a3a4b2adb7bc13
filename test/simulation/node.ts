// A process that runs the workers, and what can happen to it: killed, frozen, restarted.
import type { Kinds } from "../../src/timers/kinds.ts";
import { LeaseLost } from "../../src/timers/timers.ts";
import type { Channels } from "./channels.ts";
import { type Database, type TimerRow, timerName } from "./database.ts";
import type { Fault, Faults, Point } from "./faults.ts";
import { never } from "./never.ts";
import type { Random } from "./random.ts";
import type { Owner, Scheduler } from "./scheduler.ts";
import type { Event } from "./trace.ts";

/** Milliseconds; a node that lives renews its leases every third of it. Source: `timers/runner.ts`. */
const lease = 5_000;

/** Milliseconds between looks for a node that is up, while there is none. */
export const search = 100;

export interface Node extends Owner {
  alive: boolean;
  stillUntil: number;
  /** Another one after each restart. */
  holder: number;
  kinds: Kinds;
  readonly runs: Set<Run>;
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
  /** Draws what happens here, after undoing what was not kept. After `kill` nobody is left to go on. */
  readonly meet: (node: Node, point: Point, undo?: () => void) => Fault | undefined;
  /** Others may act before the task goes on. */
  readonly park: (node: Node) => Promise<void>;
}

export function fate({ scheduler, database, faults, channels, draw, trace, claimLater }: NodeParts): Fate {
  const tell = (kind: Fault, node: Node, until: number): void => {
    const keys = [...node.runs].map((run) => run.row.key);
    trace.push({ what: "fault", at: scheduler.now(), kind, until, keys });
  };

  /** What the node holds can be taken by another when its lease is over, unless the node goes on before. */
  const leaseRunsOut = (node: Node): number => {
    const leaseUntil = scheduler.now() + draw.between(Math.ceil((lease * 2) / 3), lease);
    for (const [name, row] of database.timers) {
      if (row.holder !== node.holder) continue;
      database.timers.set(name, { ...row, leaseUntil });
      claimLater(name, leaseUntil);
    }
    return leaseUntil;
  };

  const kill = (node: Node): void => {
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
    const until = leaseRunsOut(node);
    node.stillUntil = scheduler.now() + draw.oneOf([400, 4_000, 9_000, 40_000]);
    tell("freeze", node, Math.max(until, node.stillUntil) + search);
    scheduler.at(node.stillUntil, { of: undefined, go: () => thaw(node) });
  };

  /** It renews the leases that nobody has taken, and hears of the others when it does so, or too late. */
  const thaw = (node: Node): boolean => {
    for (const run of node.runs) {
      const name = timerName(run.row.kind, run.row.key);
      const row = database.timers.get(name);
      if (row?.holder === node.holder) database.timers.set(name, { ...row, leaseUntil: Infinity });
      if (row?.fence === run.row.fence && row.id === run.row.id) continue;
      if (draw.chance(0.7)) abortLater(node, run);
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

  const meet = (node: Node, point: Point, undo?: () => void): Fault | undefined => {
    const fault = faults.at(point);
    if (fault === undefined) return undefined;
    undo?.();
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

  return { meet, park };
}
