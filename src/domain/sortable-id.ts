// Ids that sort in the order of their making: version 7 UUIDs with a counter within the millisecond. Source: RFC 9562, 6.2.
import { randomBytes } from "node:crypto";

interface SortableIds {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly random?: (bytes: number) => Buffer;
}

/** The counter has 12 bits. It begins in the lower half, so that there is room above. */
const counterEnd = 0x1000;
const startMask = 0x7ff;

/** Each id is greater than all that this function gave before, even if the clock is set back. */
export function sortableIds({ now, random = randomBytes }: SortableIds): () => string {
  let time = 0;
  let counter = 0;
  return () => {
    const tail = random(10);
    const current = now();
    const start = tail.readUInt16BE(8) & startMask;
    if (current > time) [time, counter] = [current, start];
    else if (++counter === counterEnd) [time, counter] = [time + 1, start];
    tail.writeUInt8((tail.readUInt8(0) & 0x3f) | 0x80, 0);
    const head = time.toString(16).padStart(12, "0");
    const middle = (0x7000 | counter).toString(16);
    const rest = tail.toString("hex", 0, 8);
    return `${head.slice(0, 8)}-${head.slice(8)}-${middle}-${rest.slice(0, 4)}-${rest.slice(4)}`;
  };
}
