// How a node's transactions run: the body again when another got in the way, and broken wherever the seed says.
import { StorageUnavailable } from "../../src/storage/storage.ts";
import type { Tables } from "./tables.ts";
import { Conflict, Deadlock, MemoryTransaction } from "./tables.ts";
import { never } from "./never.ts";
import type { Fate, Node } from "./node.ts";
import type { Scheduler } from "./scheduler.ts";
import type { Event } from "./trace.ts";

interface WritingParts {
  readonly fate: Fate;
  readonly scheduler: Scheduler;
  readonly tables: Tables;
  readonly trace: Event[];
  /** Transactions run side by side, as on PostgreSQL, instead of one after another, as on SQLite. */
  readonly sideBySide: boolean;
  readonly scandals: string[];
}

export type Write = <T>(node: Node, body: (tx: MemoryTransaction) => Promise<T>) => Promise<T>;

export function writing({ fate, scheduler, tables, trace, sideBySide, scandals }: WritingParts): Write {
  const { meet, park } = fate;

  const begin = (node: Node): MemoryTransaction => {
    const tx = new MemoryTransaction({
      tables,
      sideBySide,
      atStatement: () => {
        const fault = meet(node, "statement");
        if (fault === "kill") return never();
        if (fault === undefined) return sideBySide ? scheduler.park(node) : undefined;
        tx.rollback();
        throw refused();
      },
      waitFor: (other) =>
        new Promise((resolve) => {
          const go = (): boolean => {
            resolve();
            return true;
          };
          other.atEnd.push(() => {
            if (!tx.isOver) scheduler.at(scheduler.now(), { of: node, go });
          });
          scheduler.endTurn();
        }),
    });
    node.open.add(tx);
    return tx;
  };

  /** Answers undefined when the body has to run again. */
  const attempt = async <T>(
    node: Node,
    body: (tx: MemoryTransaction) => Promise<T>,
  ): Promise<{ readonly value: T } | undefined> => {
    const tx = begin(node);
    try {
      const value = await body(tx);
      if (tx.isOver) throw refused();
      const fault = meet(node, "commit");
      if (fault === "kill") return await never();
      if (fault === "refuse") throw refused();
      if (fault === "rerun") return undefined;
      tx.commit();
      trace.push(...tx.told);
      return { value };
    } catch (error) {
      if (error instanceof Deadlock) scandals.push(error.message);
      if (error instanceof Conflict || error instanceof Deadlock) return undefined;
      throw error;
    } finally {
      tx.rollback();
      node.open.delete(tx);
    }
  };

  return async (node, body) => {
    await park(node);
    for (;;) {
      const done = await attempt(node, body);
      if (done === undefined) {
        if (sideBySide) await scheduler.park(node);
        continue;
      }
      const after = meet(node, "committed");
      if (after === "kill") return never();
      if (after === "refuse") throw refused("unknown");
      return done.value;
    }
  };
}

const refused = (outcome?: "unknown"): StorageUnavailable =>
  new StorageUnavailable("the storage is away", undefined, outcome);
