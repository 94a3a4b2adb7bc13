// One page of a list: where it begins, and the token with which the next one is asked for.
import { InvalidPageToken, type PageQuery, type Position } from "../domain/page-token.ts";
import type { Given } from "./given.ts";

/** What the API's callers may not exceed, and get when they do not say. */
export const defaultPageSize = 100;

type Needed = Pick<Given, "clock" | "pageTokens">;

interface Paged<Row> {
  readonly query: PageQuery;
  readonly maxResults: number | undefined;
  /** An empty one asks for the first page. */
  readonly nextToken: string | undefined;
  /** At most `limit` rows in the order of the list, beginning after the position. */
  readonly rowsAfter: (after: Position | undefined, limit: number) => Promise<readonly Row[]>;
  readonly positionOf: (row: Row) => Position;
  /** Builds the API's error for a token that is not this query's. */
  readonly refuse: (message: string) => Error;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Absent on the last page. */
  readonly nextToken?: string;
}

/** Asks for one row more than fits, so that a token is only given when there is something behind it. */
export async function page<Row>(given: Needed, paged: Paged<Row>): Promise<Page<Row>> {
  const size = paged.maxResults ?? defaultPageSize;
  const found = await paged.rowsAfter(startOf(given, paged), size + 1);
  const rows = found.slice(0, size);
  const last = rows.at(-1);
  if (found.length <= size || last === undefined) return { rows };
  return { rows, nextToken: given.pageTokens.issue(paged.query, paged.positionOf(last), given.clock.now()) };
}

function startOf<Row>(given: Needed, { query, nextToken, refuse }: Paged<Row>): Position | undefined {
  if (nextToken === undefined || nextToken === "") return undefined;
  try {
    return given.pageTokens.read(query, nextToken, given.clock.now());
  } catch (error) {
    throw error instanceof InvalidPageToken ? refuse(`Invalid nextToken: ${error.message}.`) : error;
  }
}
