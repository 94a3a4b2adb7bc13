// A place in a list that is ordered by time, and by an id among equals.
import type { Position } from "../../domain/page-token.ts";

/** Undefined at the beginning. */
export const timePlace = (position: Position | undefined): readonly [time: number, id: string] | undefined =>
  position === undefined ? undefined : [Number(position[0]), String(position[1])];
