// What an incident's timeline is told of an alert that comes again and again: a few times, and then a number.

export interface Tally {
  /** The latest times at which it was told: epoch milliseconds, oldest first. */
  readonly told: readonly number[];
  /** How many were counted since it was last told. */
  readonly untold: number;
}

export const nothingTold: Tally = { told: [], untold: 0 };

const most = 3;
const within = 600_000;

/** One more. @returns whether it is to be told */
export function tallied(
  { told, untold }: Tally,
  now: number,
): { readonly tell: boolean; readonly tally: Tally } {
  const lately = told.filter((time) => time > now - within);
  return lately.length < most
    ? { tell: true, tally: { told: [...lately, now], untold: 0 } }
    : { tell: false, tally: { told: lately, untold: untold + 1 } };
}
