// One page of a list, and the token with which the caller asks for the next.
import { InvalidPageToken, type PageQuery, type Position } from "../../domain/page-token.ts";
import type { Given } from "../given.ts";
import { validation } from "./errors.ts";

interface Listing<Row> {
  readonly query: PageQuery;
  readonly asked: { readonly maxResults?: number | undefined; readonly nextToken?: string | undefined };
  /** At most `limit` rows, in order, from the first or from after the position. */
  readonly rowsAfter: (position: Position | undefined, limit: number) => Promise<readonly Row[]>;
  readonly positionOf: (row: Row) => Position;
  /** How many rows a page has when the caller does not say; 100 where absent. */
  readonly pageSize?: number;
}

interface Page<Row> {
  readonly rows: readonly Row[];
  /** Spread it into the output: it has no member on the last page. */
  readonly next: { readonly nextToken?: string };
}

/** @throws ValidationException for a token that is not of this query */
export async function listPage<Row>(given: Given, listing: Listing<Row>): Promise<Page<Row>> {
  const { query, asked, rowsAfter, positionOf, pageSize = 100 } = listing;
  const size = asked.maxResults ?? pageSize;
  const found = await rowsAfter(positionAsked(given, query, asked.nextToken), size + 1);
  const rows = found.slice(0, size);
  const last = rows.at(-1);
  if (found.length <= size || last === undefined) return { rows, next: {} };
  return { rows, next: { nextToken: given.pageTokens.issue(query, positionOf(last), given.clock.now()) } };
}

function positionAsked(given: Given, query: PageQuery, token: string | undefined): Position | undefined {
  if (token === undefined || token === "") return undefined;
  try {
    return given.pageTokens.read(query, token, given.clock.now());
  } catch (error) {
    if (error instanceof InvalidPageToken) throw validation(`Invalid nextToken: ${error.message}.`);
    throw error;
  }
}
