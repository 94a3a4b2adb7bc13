// Opens a pool of PostgreSQL connections, and refuses servers on which acknowledged work could be lost or misread.
import pg, { type Pool } from "pg";
import type { Logger } from "pino";
import { postgresFailure } from "./postgres-failure.ts";
import { PostgresRefused } from "./postgres-refused.ts";
import { PostgresStorage } from "./postgres.ts";

interface PostgresOptions {
  readonly url: string;
  readonly log: Logger;
  /** Connections at most. */
  readonly connections?: number;
  /** From 0 to below 1. */
  readonly random?: () => number;
}

/** PostgreSQL's oldest major version that is still looked after. */
const oldest = 14;

/** Times in milliseconds. */
const limits = {
  connectionTimeoutMillis: 5_000,
  statement_timeout: 10_000,
  /** For a server that has gone without a word. */
  query_timeout: 15_000,
  idle_in_transaction_session_timeout: 30_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
};

/** @throws {PostgresRefused} {@link StorageUnavailable} */
export const openPostgres = async (options: PostgresOptions): Promise<PostgresStorage> => {
  const { url, log, connections = 10, random = Math.random } = options;
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "tocsin",
    max: connections,
    pipeline: true,
    ...limits,
    verify: (client, done) => client.query(prepareSession, (error) => done(error ?? undefined)),
  });
  // Without these a lost connection would end the process; what was under way on it fails by itself.
  pool.on("error", (err) => log.warn({ err }, "an idle database connection was lost"));
  pool.on("connect", (client) => client.on("error", () => undefined));
  try {
    await inspect(pool, log);
  } catch (error) {
    await pool.end();
    throw postgresFailure(error);
  }
  return new PostgresStorage({ pool, log, random });
};

/** Only a transaction that says so may write. A commit is answered when it is on disk, whatever the database's default. */
const prepareSession = `
  select set_config('default_transaction_read_only', 'on', false),
    set_config('synchronous_commit', case setting when 'off' then 'on' else setting end, false)
  from pg_settings where name = 'synchronous_commit'`;

interface Server {
  readonly version: number;
  readonly encoding: string;
  readonly fsync: string;
  readonly synchronous: string;
}

const inspect = async (pool: Pool, log: Logger): Promise<void> => {
  const { rows } = await pool.query<Server>(`
    select current_setting('server_version_num')::integer as version,
      current_setting('server_encoding') as encoding,
      current_setting('fsync') as fsync,
      (select reset_val from pg_settings where name = 'synchronous_commit') as synchronous`);
  for (const { version, encoding, fsync, synchronous } of rows) {
    if (version < oldest * 10_000)
      throw new PostgresRefused(
        `PostgreSQL ${Math.floor(version / 10_000)} is too old: ${oldest} or newer is needed`,
      );
    if (encoding !== "UTF8")
      throw new PostgresRefused(
        `the database's encoding is ${encoding}: UTF8 is needed (create database … encoding 'UTF8')`,
      );
    if (fsync === "off")
      log.warn("fsync is off on the PostgreSQL server: a power failure can destroy the database");
    if (synchronous === "off")
      log.warn("synchronous_commit is off by default in PostgreSQL: Tocsin turns it on for itself");
  }
};
