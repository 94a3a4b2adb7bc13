// A list as the AWS CLI gives it: page after page, until it is whole or as long as was asked for.
import type { Operation } from "../../contract/operation.ts";
import { CommandFault } from "./command-fault.ts";
import type { Paging } from "./read-options.ts";

type Members = Readonly<Record<string, unknown>>;

/** No chat shows more. */
const mostPages = 20;

interface Asking {
  readonly paginated: NonNullable<Operation["paginated"]>;
  readonly paging: Paging;
  readonly input: Members;
  /** One page, in the form that is printed. */
  readonly ask: (input: Members) => Promise<Members>;
}

/** @throws CommandFault for a starting token that is none */
export async function wholeList({ paginated, paging, input, ask }: Asking): Promise<Members> {
  const { maxItems = Number.POSITIVE_INFINITY, pageSize } = paging;
  const start = startOf(paging.startingToken);
  const items: unknown[] = [];
  let { token, skipped } = start;
  for (let page = 0; page < mostPages; page += 1) {
    const output = await ask({
      ...input,
      ...(pageSize !== undefined && paginated.limit !== undefined && { [paginated.limit]: pageSize }),
      ...(token !== null && { [paginated.token]: token }),
    });
    const found = (output[paginated.items] as readonly unknown[]).slice(skipped);
    const room = maxItems - items.length;
    if (found.length > room) {
      items.push(...found.slice(0, room));
      return { [paginated.items]: items, NextToken: tokenOf({ token, skipped: skipped + room }) };
    }
    items.push(...found);
    const next = output[paginated.token];
    if (typeof next !== "string") return { [paginated.items]: items };
    if (items.length === maxItems || page === mostPages - 1)
      return { [paginated.items]: items, NextToken: tokenOf({ token: next, skipped: 0 }) };
    [token, skipped] = [next, 0];
  }
  return { [paginated.items]: items };
}

interface Place {
  readonly token: string | null;
  /** How many of the page have been shown. */
  readonly skipped: number;
}

/** As the CLI writes it, whose tokens work here too: Python's JSON in base64. */
function tokenOf({ token, skipped }: Place): string {
  const truncated = skipped === 0 ? "" : `, "boto_truncate_amount": ${skipped}`;
  return Buffer.from(`{"nextToken": ${JSON.stringify(token)}${truncated}}`).toString("base64");
}

function startOf(text: string | undefined): Place {
  if (text === undefined) return { token: null, skipped: 0 };
  const place = placeIn(Buffer.from(text, "base64").toString());
  if (place === undefined) throw new CommandFault("Bad starting token: it is none that was given here");
  return place;
}

function placeIn(json: string): Place | undefined {
  try {
    const { nextToken, boto_truncate_amount: skipped = 0 } = JSON.parse(json) as Members;
    const isToken = nextToken === null || typeof nextToken === "string";
    return isToken && Number.isSafeInteger(skipped) && Number(skipped) >= 0
      ? { token: nextToken, skipped: Number(skipped) }
      : undefined;
  } catch {
    return undefined;
  }
}
