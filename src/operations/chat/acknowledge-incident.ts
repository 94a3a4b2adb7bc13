// Somebody in a chat acknowledges: their own pages of an incident, or all of them where nobody knows who they are.
import { hasAnswered } from "../../domain/engagement/engagement.ts";
import { findWholeEngagement, openEngagementsOf } from "../../storage/engagements.ts";
import { listPages } from "../../storage/pages.ts";
import type { Reader } from "../../storage/storage.ts";
import type { Given } from "../given.ts";
import { acknowledgePage } from "../paging/acknowledge-page.ts";

interface Acknowledged {
  readonly account: string;
  /** Its ARN. */
  readonly incident: string;
  /** The alias of who presses; undefined: it counts for all who were paged. */
  readonly contact: string | undefined;
  /** For the receipts, in plain words. */
  readonly info: string;
}

/** So many pages of one engagement are looked at. */
const mostPages = 1000;

/** @returns the aliases of those whose pages are now acknowledged, each once */
export async function acknowledgeIncident(
  given: Pick<Given, "storage" | "clock" | "newId">,
  { info, ...whose }: Acknowledged,
): Promise<readonly string[]> {
  const open = await given.storage.read((reader) => openPages(reader, whose));
  const acknowledged = new Set<string>();
  for (const { page, contact } of open) {
    const answer = await acknowledgePage(given, { page, info });
    if (answer === "acknowledged") acknowledged.add(aliasOf(contact));
  }
  return [...acknowledged];
}

interface OpenPage {
  readonly page: string;
  readonly contact: string;
}

/** The newest page of each person in each engagement that waits for them. */
async function openPages(
  reader: Reader,
  { account, incident, contact }: Omit<Acknowledged, "info">,
): Promise<OpenPage[]> {
  const open: OpenPage[] = [];
  for (const arn of await openEngagementsOf(reader, { account, incident })) {
    const engagement = (await findWholeEngagement(reader, arn))?.engagement;
    if (engagement === undefined) continue;
    const newest = new Map<string, string>();
    for (const page of await listPages(reader, { of: { engagement: arn }, limit: mostPages }))
      if (!newest.has(page.contactArn)) newest.set(page.contactArn, page.arn);
    for (const [person, page] of newest)
      if (!hasAnswered(engagement, person) && (contact === undefined || aliasOf(person) === contact))
        open.push({ page, contact: person });
  }
  return open;
}

const aliasOf = (contact: string): string => contact.slice(contact.lastIndexOf("/") + 1);
