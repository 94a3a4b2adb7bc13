// Which source, which plan and which key an address names.
import type { Source } from "./source.ts";

export interface Address {
  readonly source: Source;
  /** Undefined where the key says which. */
  readonly planName: string | undefined;
  readonly key: string | undefined;
}

/** `/intake/<source>/<response plan>[/<key>]`, or one of a source's own paths. Undefined where no source is. */
export function readAddress(path: string, sources: readonly Source[]): Address | undefined {
  const own = sources.find(({ paths = [] }) => paths.includes(path));
  if (own !== undefined) return { source: own, planName: undefined, key: undefined };
  const [, intake, name, planName, key, ...rest] = path.split("/");
  const source = sources.find((it) => it.name === name);
  if (intake !== "intake" || source === undefined || rest.length > 0) return undefined;
  if (planName === undefined || planName === "") return undefined;
  return { source, planName: decoded(planName), key: key === "" ? undefined : key };
}

/** Plan names need no escaping, so what cannot be decoded names none. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
