// Brings a database to the schema that this program knows: forward only, each step once, whoever starts first.
import sql, { raw } from "sql-template-tag";
import { migrations as known, type Migration } from "./migrations/migrations.ts";
import type { Storage, Transaction } from "./storage.ts";

/** What an engine offers to migrations beyond its storage. */
export interface Migratable extends Storage {
  /** Puts portable DDL into the engine's own words. */
  inOwnWords(ddl: string): string;
  /** A transaction that may take as long as it needs. */
  migration<T>(body: (tx: Transaction) => Promise<T>): Promise<T>;
}

export class DatabaseTooNew extends Error {
  constructor(found: number, newest: number) {
    super(
      `the database has schema version ${found}, this program knows versions up to ${newest}: start a newer Tocsin`,
    );
    this.name = "DatabaseTooNew";
  }
}

/** @throws {DatabaseTooNew} nothing has changed */
export const migrate = async (
  storage: Migratable,
  migrations: readonly Migration[] = known,
): Promise<void> => {
  await makeVersion(storage);
  await storage.migration((tx) => bringForward(storage, tx, migrations));
};

const makeVersion = async (storage: Migratable): Promise<void> => {
  const table = sql`
    create table if not exists schema_version (
      only_row integer primary key check (only_row = 1),
      version integer not null
    )`;
  await storage
    .migration((tx) => tx.run(table))
    .catch(async (error: unknown) => {
      // PostgreSQL lets one of two fail that create it in the same moment. If it is there now, all is well.
      await storage.first(sql`select version from schema_version`).catch(() => {
        throw error;
      });
    });
};

/** Nodes that start together queue at the one row of `schema_version`. */
const bringForward = async (
  storage: Migratable,
  tx: Transaction,
  migrations: readonly Migration[],
): Promise<void> => {
  await tx.run(
    sql`insert into schema_version (only_row, version) values (1, 0) on conflict (only_row) do nothing`,
  );
  const row = await tx.lock<{ version: number }>(sql`select version from schema_version`, "update");
  const found = row?.version ?? 0;
  if (found > migrations.length) throw new DatabaseTooNew(found, migrations.length);
  for (const migration of migrations.slice(found))
    for (const statement of migration.statements) await tx.run(raw(storage.inOwnWords(statement)));
  await tx.run(
    sql`update schema_version set version = ${migrations.length} where version < ${migrations.length}`,
  );
};
