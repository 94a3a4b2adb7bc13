// All that a paginated call lists, page after page.

interface Page {
  readonly nextToken?: string | undefined;
}

export async function everyPage<P extends Page, Item>(
  ask: (nextToken: string | undefined) => Promise<P>,
  itemsOf: (page: P) => readonly Item[],
): Promise<Item[]> {
  const items: Item[] = [];
  let nextToken: string | undefined;
  do {
    const page = await ask(nextToken);
    items.push(...itemsOf(page));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return items;
}
