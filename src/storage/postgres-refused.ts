// Why a PostgreSQL is not used. In a file of its own, so that to know the error is not to load the client.

/** A server that this program cannot be trusted with. */
export class PostgresRefused extends Error {
  override name = "PostgresRefused";
}
