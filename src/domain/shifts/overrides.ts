// Which override counts at a moment when several lie over each other: the one created last.
import type { Override, Span } from "./rotation.ts";

export interface Prevailing extends Span {
  /** Absent where nothing is overridden. */
  readonly override?: Override;
}

/** Answers with the stretch around an instant (epoch milliseconds) in which the same override, or none, prevails. */
export const prevailingOf = (overrides: readonly Override[]): ((instant: number) => Prevailing) => {
  const newestFirst = overrides.filter((it) => it.startTime < it.endTime).toSorted(byAge);
  return (instant) => {
    let [start, end] = [-Infinity, Infinity];
    for (const override of newestFirst) {
      const { startTime, endTime } = override;
      if (startTime <= instant && instant < endTime)
        return { start: Math.max(start, startTime), end: Math.min(end, endTime), override };
      if (endTime <= instant) start = Math.max(start, endTime);
      else end = Math.min(end, startTime);
    }
    return { start, end };
  };
};

const byAge = (a: Override, b: Override): number => {
  if (a.createTime !== b.createTime) return b.createTime - a.createTime;
  return a.id < b.id ? 1 : -1;
};
