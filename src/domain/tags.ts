// The rules of tags that shapes cannot say, and what adding and removing makes of them.
import type { TagMap } from "../contract/incidents/tag.ts";

/** Source: API reference. */
export const maxTags = 50;

/** Names of AWS's own, in whatever case. Source: the rules of tagging that all AWS services share. */
export const reservedKeys = (keys: readonly string[]): string[] => keys.filter((key) => /^aws:/i.test(key));

/** Those of the same key are replaced where they stand; new ones come last. Keys differ by case. */
export const withTags = (present: TagMap, added: TagMap): TagMap => ({ ...present, ...added });

export const withoutTags = (present: TagMap, keys: readonly string[]): TagMap => {
  const removed = new Set(keys);
  return Object.fromEntries(Object.entries(present).filter(([key]) => !removed.has(key)));
};
