// Before all tests: a place for their databases, and PostgreSQL for those that ask; afterwards nothing of it is left.
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { postgresBinaries, startPostgres } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly databases: {
      /** A folder that is removed after all tests. */
      readonly scratch: string;
      /** A PostgreSQL (`postgres:`), or whom to ask for one that starts with the first question (`http:`); absent: there is none. */
      readonly postgres: string | undefined;
      /** Schemas of this name are removed after all tests. */
      readonly prefix: string;
    };
  }
}

/** Vitest's name for what runs before all tests. @returns what runs after them */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const ending = new AsyncDisposableStack();
  const scratch = await mkdtemp(join(tmpdir(), "tocsin-tests-"));
  ending.defer(() => rm(scratch, { recursive: true, force: true }));
  // PostgreSQL, which has no privileges, passes through it.
  await chmod(scratch, 0o711);

  const prefix = `tocsin_test_${process.pid}_`;
  const given = process.env["TOCSIN_TEST_POSTGRES_URL"];
  const binaries = postgresBinaries();
  let postgres = given;
  if (given !== undefined) ending.defer(() => dropAll(given, prefix));
  else if (binaries !== undefined) postgres = await onDemand(ending, binaries, join(scratch, "postgres"));
  project.provide("databases", { scratch, postgres, prefix });
  return () => ending.disposeAsync();
};

/** @returns the URL that answers with PostgreSQL's */
const onDemand = async (ending: AsyncDisposableStack, binaries: string, folder: string): Promise<string> => {
  let starting: Promise<string> | undefined;
  const start = async (): Promise<string> => ending.use(await startPostgres(binaries, folder)).url;
  const desk = createServer((_, response) => {
    starting ??= start();
    starting.then(
      (url) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  }).listen(0, "127.0.0.1");
  await once(desk, "listening");
  ending.defer(() => void desk.close());
  return `http://127.0.0.1:${(desk.address() as AddressInfo).port}`;
};

const dropAll = async (url: string, prefix: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ nspname: string }>(
    "select nspname from pg_namespace where starts_with(nspname, $1)",
    [prefix],
  );
  for (const { nspname } of rows) await client.query(`drop schema "${nspname}" cascade`);
  await client.end();
};
