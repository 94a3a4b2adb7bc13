// Both engines for the same test: a fresh, empty storage of each, gone after the tests.
import { randomUUID } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { pino, type Logger } from "pino";
import { describe, inject } from "vitest";
import { openStorage, type Place } from "../../src/storage/open.ts";
import type { Engine, Storage } from "../../src/storage/storage.ts";

export interface TestEngine {
  readonly engine: Engine;
  /** A new, empty place for a database. */
  place(): Promise<Place>;
  /** The storage at a place, a new one by default, with its tables: `await using storage = await engine.open()`. */
  open(place?: Place, log?: Logger): Promise<Storage>;
}

export const silent = pino({ level: "silent" });

const open =
  (place: () => Promise<Place>): TestEngine["open"] =>
  async (at, log = silent) =>
    openStorage({ ...(at ?? (await place())), log });

const newFolder = async (): Promise<Place> => ({
  dataDir: await mkdtemp(join(inject("databases").scratch, "sqlite-")),
});

/** A schema of its own is as empty as a database of its own, and made in a thousandth of the time. */
const newSchema = async (): Promise<Place> => {
  const schema = `${inject("databases").prefix}${randomUUID().replaceAll("-", "")}`;
  const server = await postgresUrl();
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create schema ${schema}`);
  await client.end();
  const url = new URL(server);
  url.searchParams.set("options", `-c search_path=${schema}`);
  return { url: url.href };
};

/** Of the database in which the tests make their schemas. */
export const postgresUrl = async (): Promise<string> => {
  const { postgres = "" } = inject("databases");
  return postgres.startsWith("http:") ? askFor(postgres) : postgres;
};

const askFor = async (desk: string): Promise<string> => {
  const response = await fetch(desk);
  if (!response.ok) throw new Error(await response.text());
  return response.text();
};

export const sqlite: TestEngine = { engine: "sqlite", place: newFolder, open: open(newFolder) };
export const postgres: TestEngine = { engine: "postgres", place: newSchema, open: open(newSchema) };

/** Describes the same promises for SQLite and PostgreSQL; for the latter only where there is one. */
export const forEachEngine = (tests: (engine: TestEngine) => void): void => {
  describe("on SQLite", () => tests(sqlite));
  forPostgres(tests);
};

export const forPostgres = (tests: (engine: TestEngine) => void): void => {
  const there = inject("databases").postgres !== undefined;
  const name = there
    ? "on PostgreSQL"
    : "on PostgreSQL (skipped: no binaries, and no TOCSIN_TEST_POSTGRES_URL)";
  describe.skipIf(!there)(name, () => tests(postgres));
};
