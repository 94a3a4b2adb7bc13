// One page of a list of ssm-contacts.
import type { Caller } from "../../contract/call.ts";
import type { Position } from "../../domain/page-token.ts";
import type { Given } from "../given.ts";
import { page } from "../page.ts";
import { invalidToken } from "./errors.ts";

interface Paging {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

interface Listing<Row> {
  readonly operation: string;
  readonly caller: Caller;
  /** The paging members count for the page, all others decide which list it is. */
  readonly input: Paging;
  /** At most `limit` rows in the order of the list, beginning after the position. */
  readonly rowsAfter: (after: Position | undefined, limit: number) => Promise<readonly Row[]>;
  readonly positionOf: (row: Row) => Position;
}

interface Listed<Row> {
  readonly rows: readonly Row[];
  /** Empty on the last page. To be spread into the answer. */
  readonly next: { readonly NextToken?: string };
}

/** @throws ValidationException for a token that is not this list's */
export async function listing<Row>(
  given: Pick<Given, "clock" | "pageTokens">,
  { operation, caller: { account, region }, input, rowsAfter, positionOf }: Listing<Row>,
): Promise<Listed<Row>> {
  const { MaxResults, NextToken, ...which } = input;
  const { rows, nextToken } = await page(given, {
    query: { operation, account, arguments: { region, ...which } },
    // The contract allows 0: as many as when nothing is said.
    maxResults: MaxResults === 0 ? undefined : MaxResults,
    nextToken: NextToken,
    rowsAfter,
    positionOf,
    refuse: invalidToken,
  });
  return { rows, next: nextToken === undefined ? {} : { NextToken: nextToken } };
}
