// Many schedules, one after another; of one that fails, the smallest form that still does, and how to see it again.
import { type Simulated, simulate } from "./simulate.ts";
import type { Event } from "./trace.ts";

/** How many schedules the suite runs, over all its files. */
export const schedules = Number(process.env["TOCSIN_TEST_SIMULATIONS"] ?? 100_000);

/** The one seed to run instead, if somebody wants to see it again. */
export const replayed = process.env["TOCSIN_TEST_SEED"];

/** Every `step`-th seed from `first` up to {@link schedules}. @returns what failed, told for a person; undefined if nothing */
export async function explore({
  first,
  step,
}: {
  readonly first: number;
  readonly step: number;
}): Promise<string | undefined> {
  if (replayed !== undefined) return first === 1 ? failureOf(Number(replayed)) : undefined;
  for (let seed = first; seed <= schedules; seed += step) {
    const failure = await failureOf(seed);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

async function failureOf(seed: number): Promise<string | undefined> {
  const failed = await simulate(seed);
  if (failed.broken.length === 0) return undefined;
  const { without, smallest } = await shrink(seed, failed);
  return [
    `A schedule breaks its promises. To see it again: TOCSIN_TEST_SEED=${seed} npm test -- test/simulation`,
    ...smallest.broken,
    `It takes ${smallest.trace.length} events without ${[...without].join(", ") || "anything left out"}:`,
    ...smallest.trace.map(line),
  ].join("\n");
}

const omissible = ["kill", "freeze", "refuse", "rerun", "edit", "stop", "resolve", "answers"];

/** Leaves out whatever is not needed for the schedule to fail. */
async function shrink(
  seed: number,
  failed: Simulated,
): Promise<{ readonly without: ReadonlySet<string>; readonly smallest: Simulated }> {
  let without: ReadonlySet<string> = new Set();
  let smallest = failed;
  for (const feature of omissible) {
    const fewer = new Set([...without, feature]);
    const again = await simulate(seed, { without: fewer });
    if (again.broken.length > 0) [without, smallest] = [fewer, again];
  }
  return { without, smallest };
}

const line = (event: Event): string => {
  const { at, what, ...rest } = event;
  const details = JSON.stringify(rest, (key, value: unknown) => (key === "resolutions" ? undefined : value));
  return `${new Date(at).toISOString()} ${what} ${details.replaceAll("arn:aws:ssm-contacts:us-east-1:111122223333:", "")}`;
};
