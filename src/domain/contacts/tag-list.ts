// Tags as ssm-contacts writes them, a list of keys and values, kept like those of ssm-incidents.
import type { Tags } from "../../contract/contacts/tag.ts";
import { reservedKeys } from "../tags.ts";
import type { Fault } from "./fault.ts";

/** Keys that are missing, given twice, or AWS's own. */
export function tagFaults(tags: Tags): readonly Fault[] {
  const seen = new Set<string>();
  return tags.flatMap(({ Key: key }, index) => {
    const name = `tags.${index + 1}.member.key`;
    if (key === undefined) return [{ name, message: `Tag ${index + 1}: Key is expected` }];
    if (reservedKeys([key]).length > 0)
      return [{ name, message: `Tag ${index + 1}: keys that begin with aws: are reserved` }];
    if (seen.has(key)) return [{ name, message: `Tag ${index + 1}: the key ${key} is given twice` }];
    seen.add(key);
    return [];
  });
}

/** Of tags without faults. A tag without a value is kept with an empty one. */
export const tagMapOf = (tags: Tags): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));

export const tagListOf = (tags: Readonly<Record<string, string>>): Tags =>
  Object.entries(tags).map(([Key, value]) => ({ Key, Value: value === "" ? undefined : value }));
