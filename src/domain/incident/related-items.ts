// Related items: what makes two of them the same, and how many an incident can have.
import { createHash } from "node:crypto";
import type { ItemIdentifier, RelatedItem } from "../../contract/incidents/related-item.ts";
import { canonical } from "../canonical.ts";

/** Ours: AWS states a limit for one call only, which is 100. */
export const mostRelatedItems = 1000;

/** A related item as it is kept. */
export interface IdentifiedItem extends RelatedItem {
  readonly generatedId: string;
}

/**
 * An item's id follows from its identifier, so that an incident cannot have the same item twice, and references to an
 * item hold when it is removed and added again. The form `related-item/<TYPE>/<32 hex digits>` is the model's.
 */
export const relatedItemId = (incidentArn: string, identifier: ItemIdentifier): string => {
  const digest = createHash("sha256")
    .update(`${incidentArn}\n${canonical(identifier)}`)
    .digest("hex");
  return `related-item/${identifier.type}/${digest.slice(0, 32).toUpperCase()}`;
};

/** The id is always ours: the API reference asks callers to give none. */
export const identified = (incidentArn: string, { identifier, title }: RelatedItem): IdentifiedItem => ({
  identifier,
  title,
  generatedId: relatedItemId(incidentArn, identifier),
});

/** Each item once: of those with the same identifier the first says the place, and the last the title. */
export const identifiedOnce = (incidentArn: string, items: readonly RelatedItem[]): IdentifiedItem[] => [
  ...new Map(
    items.map((item) => identified(incidentArn, item)).map((item) => [item.generatedId, item]),
  ).values(),
];
