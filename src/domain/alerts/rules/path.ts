// Where in an alert something stands: `payload.alerts[0].labels["app.kubernetes.io/name"]`.
import { ruledFields } from "./ruled-alert.ts";

/** A key, or the place in a list: both are found as an own property. */
export type PathStep = string | number;

const step = /\.?([\w-]+)|\[(\d{1,6})\]|\["([^"\]]*)"\]/y;

/**
 * @returns `undefined` for what is no path; a sentence about one that begins with a field that alerts do not have
 */
export function readPath(text: string): readonly PathStep[] | string | undefined {
  if (!/^\w/.test(text)) return undefined;
  const steps: PathStep[] = [];
  let at = 0;
  while (at < text.length) {
    step.lastIndex = at;
    const [whole, key, index, odd] = step.exec(text) ?? [];
    if (whole === undefined || (at > 0 && /^[\w-]/.test(whole))) return undefined;
    steps.push(key ?? odd ?? Number(index));
    at += whole.length;
  }
  const [first] = steps;
  if (typeof first === "string" && ruledFields.has(first)) return steps;
  return `names ${text.slice(0, 80)}, and an alert has ${[...ruledFields].join(", ")}`;
}
