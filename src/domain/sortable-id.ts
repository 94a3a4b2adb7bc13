// Ids that sort in the order of their making: version 7 UUIDs with a counter within the millisecond. Source: RFC 9562, 6.2.
import { randomUUID } from "node:crypto";

/** The counter has 12 bits. */
const counterEnd = 0x1000;

/**
 * Each id is greater than all that the function gave before, even if the clock is set back.
 * @param now epoch milliseconds
 */
export function sortableIds({ now }: { readonly now: () => number }): () => string {
  let time = 0;
  let counter = 0;
  return () => {
    const current = now();
    if (current > time) [time, counter] = [current, 0];
    else if (++counter === counterEnd) [time, counter] = [time + 1, 0];
    const head = time.toString(16).padStart(12, "0");
    const middle = (0x7000 | counter).toString(16);
    // The variant and 62 random bits are the same in both versions.
    const tail = randomUUID().slice(19);
    return `${head.slice(0, 8)}-${head.slice(8)}-${middle}-${tail}`;
  };
}

/** When such an id was made. Epoch milliseconds. */
export const timeOfId = (id: string): number => Number.parseInt(id.replace("-", "").slice(0, 12), 16);

/** What every id that is made at this time (epoch milliseconds) or later follows, and no earlier one. */
export const firstIdAt = (time: number): string => {
  const head = Math.max(0, time).toString(16).padStart(12, "0");
  return `${head.slice(0, 8)}-${head.slice(8)}`;
};
