// Tables in memory with the transactions of both engines: one after another (SQLite), or side by side, each seeing one
// moment, waiting for locks and refused when another was quicker (PostgreSQL's repeatable read).
import type { Transaction } from "../../src/storage/storage.ts";
import type { Event } from "./trace.ts";

/** Another transaction got in the way: the body is to be run again. */
export class Conflict extends Error {
  override name = "Conflict";
}

/** PostgreSQL would notice after a second, and run one of the two again. */
export class Deadlock extends Error {
  override name = "Deadlock";
}

/** All that one database holds. */
export interface Tables {
  commits: number;
  readonly all: Table<unknown>[];
}

export interface Table<V> {
  readonly committed: Map<string, V>;
  /** The number of the commit that changed a row last, also by taking it away. */
  readonly changed: Map<string, number>;
  /** Who has locked a row. */
  readonly locks: Map<string, MemoryTransaction>;
}

export const addTable = <V>(tables: Tables): Table<V> => {
  const added: Table<V> = { committed: new Map(), changed: new Map(), locks: new Map() };
  tables.all.push(added);
  return added;
};

/** What one transaction has seen and written of one table. */
interface View<V> {
  readonly table: Table<V>;
  /** A copy as soon as it must differ from what is committed. */
  seen: Map<string, V>;
  readonly written: Set<string>;
}

export interface TransactionParts {
  readonly tables: Tables;
  /** Others run between its statements. */
  readonly sideBySide: boolean;
  /** Called before every statement; it may never return. */
  readonly atStatement: () => Promise<void> | undefined;
  /** Waits until the other has ended. */
  readonly waitFor: (other: MemoryTransaction) => Promise<void>;
}

/** Nothing of it is seen or told before it is committed. */
export class MemoryTransaction implements Transaction {
  /** To be told when it is committed. */
  readonly told: Event[] = [];
  readonly atCommit: (() => void)[] = [];
  readonly atEnd: (() => void)[] = [];
  waitingFor: MemoryTransaction | undefined;
  isOver = false;
  readonly #began: number;
  readonly #parts: TransactionParts;
  readonly #views = new Map<Table<unknown>, View<unknown>>();

  constructor(parts: TransactionParts) {
    this.#parts = parts;
    this.#began = parts.tables.commits;
    if (parts.sideBySide) for (const each of parts.tables.all) this.#viewOf(each);
  }

  async statement(): Promise<void> {
    await this.#parts.atStatement();
    if (this.isOver) throw new Conflict("the transaction is over");
  }

  #viewOf<V>(rows: Table<V>): View<V> {
    const known = this.#views.get(rows);
    if (known !== undefined) return known as View<V>;
    const seen = this.#parts.sideBySide ? new Map(rows.committed) : rows.committed;
    const view: View<V> = { table: rows, seen, written: new Set() };
    this.#views.set(rows, view);
    return view;
  }

  rowsOf<V>(rows: Table<V>): ReadonlyMap<string, V> {
    return this.#viewOf(rows).seen;
  }

  /** @throws Conflict when it has been changed since this transaction began */
  async hold<V>(rows: Table<V>, key: string): Promise<V | undefined> {
    for (
      let other = rows.locks.get(key);
      other !== undefined && other !== this;
      other = rows.locks.get(key)
    ) {
      for (let next = other.waitingFor; next !== undefined; next = next.waitingFor)
        if (next === this) throw new Deadlock(`two transactions wait for each other at ${key}`);
      this.waitingFor = other;
      await this.#parts.waitFor(other);
      this.waitingFor = undefined;
    }
    if ((rows.changed.get(key) ?? 0) > this.#began) throw new Conflict(`another was quicker at ${key}`);
    rows.locks.set(key, this);
    return this.rowsOf(rows).get(key);
  }

  /** Without a value the row is taken away. */
  async put<V>(rows: Table<V>, key: string, value: V | undefined): Promise<void> {
    await this.hold(rows, key);
    const view = this.#viewOf(rows);
    if (view.seen === rows.committed) view.seen = new Map(rows.committed);
    if (value === undefined) view.seen.delete(key);
    else view.seen.set(key, value);
    view.written.add(key);
  }

  readonly all = noSql;
  readonly first = noSql;
  readonly run = noSql;
  readonly lockAvailable = noSql;
  readonly afterCommit = noSql;
  readonly announce = noSql;
  readonly lock = noSql;

  commit(): void {
    const commits = (this.#parts.tables.commits += 1);
    for (const view of this.#views.values())
      for (const key of view.written) {
        const value = view.seen.get(key);
        if (value === undefined) view.table.committed.delete(key);
        else view.table.committed.set(key, value);
        view.table.changed.set(key, commits);
      }
    for (const then of this.atCommit) then();
    this.rollback();
  }

  rollback(): void {
    this.isOver = true;
    for (const { table: rows } of this.#views.values())
      for (const [key, holder] of rows.locks) if (holder === this) rows.locks.delete(key);
    for (const then of this.atEnd.splice(0)) then();
  }
}

/** Runs the body in a transaction that nobody disturbs. @returns what it has to tell */
export async function alone(
  tables: Tables,
  body: (tx: MemoryTransaction) => Promise<unknown>,
): Promise<readonly Event[]> {
  const tx = new MemoryTransaction({
    tables,
    sideBySide: false,
    atStatement: () => undefined,
    waitFor: () => Promise.reject(new Error("there is nobody else")),
  });
  await body(tx);
  tx.commit();
  return tx.told;
}

const noSql = (): never => {
  throw new Error("there is no SQL in the simulation");
};
