// What an override's times may be.
import type { Span } from "../shifts/rotation.ts";
import type { Fault } from "./fault.ts";

const minute = 60_000;
/** Source: user guide. */
const shortest = 30 * minute;

/** @param now epoch milliseconds */
export function overrideFaults({ start, end }: Span, now: number): readonly Fault[] {
  if (end - start < shortest)
    return [{ name: "endTime", message: "EndTime must be at least 30 minutes after StartTime" }];
  // A mistaken year would go unnoticed until nobody answers.
  return end > now ? [] : [{ name: "endTime", message: "EndTime must be in the future" }];
}

/** Ours; AWS does not say. Of one rotation, those that have not ended. */
export const mostOverrides = 1000;
