// Contacts with the plans by which they are engaged, and what their tags add to these.
import type { Contact } from "../../domain/contacts/contact.ts";
import { type BeyondAws, beyondAws } from "../../domain/engagement/beyond-aws.ts";
import type { PlannedContact } from "../../domain/engagement/freeze.ts";
import type { Reader } from "../../storage/storage.ts";
import { type Tags, readAllTags } from "../../storage/tags.ts";

export async function plannedContacts(
  reader: Reader,
  contacts: readonly Contact[],
): Promise<ReadonlyMap<string, PlannedContact>> {
  const tags = await readAllTags(
    reader,
    contacts.map(({ arn }) => arn),
  );
  return new Map(
    contacts.map(({ arn, type, plan }) => [arn, { arn, type, plan, beyond: beyondOf(tags.get(arn)) }]),
  );
}

/** Tags that are wrong say nothing: a plan is rather followed as AWS would than not at all. */
export const beyondOf = (tags: Tags = {}): BeyondAws => beyondAws(new Map(Object.entries(tags))).beyond;
