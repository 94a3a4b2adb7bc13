// Links back to the source, as related items of the incident.
import type { RelatedItem } from "../contract/incidents/related-item.ts";
import { cutText } from "../domain/alerts/cut-text.ts";

export interface Link {
  readonly title: string;
  readonly url: string | undefined;
}

/** Of a related item. Source: API reference. */
const longestUrl = 1000;
const longestTitle = 200;
/** A storm must not bury what matters. */
const mostLinks = 10;

/** Those that a browser can open, each once. A link that cannot be kept is left out rather than cut. */
export function linksOf(links: readonly Link[]): RelatedItem[] {
  const byUrl = new Map<string, RelatedItem>();
  for (const { title, url = "" } of links) {
    if (byUrl.has(url) || byUrl.size === mostLinks || !isWebAddress(url)) continue;
    byUrl.set(url, { identifier: { type: "OTHER", value: { url } }, title: cutText(title, longestTitle) });
  }
  return [...byUrl.values()];
}

const isWebAddress = (text: string): boolean =>
  text.length <= longestUrl && /^https?:\/\//i.test(text) && URL.canParse(text);
