// What AWS's plans cannot say, said by tags: going through a plan again, and stages of more than thirty minutes.

/** On the contact that is engaged, or on the response plan that engages it, which comes first. */
export const repeatTag = "tocsin/repeat";
/** On an escalation plan or a person: minutes by stage, separated by spaces; `-` leaves the stage its own duration. */
export const stageMinutesTag = "tocsin/stage-minutes";

export const mostRounds = 10;
const mostMinutes = 24 * 60;

export interface BeyondAws {
  /** 1 to 10. */
  readonly rounds?: number | undefined;
  /** 0 to 1,440; undefined leaves the stage its own duration. */
  readonly stageMinutes?: readonly (number | undefined)[] | undefined;
}

/**
 * What the tags say, together with all that is wrong with them. A tag that is wrong says nothing: a plan is rather
 * followed as AWS would than not at all.
 */
export function beyondAws(tags: ReadonlyMap<string, string>): {
  readonly beyond: BeyondAws;
  readonly faults: readonly string[];
} {
  const faults: string[] = [];
  const read = <T>(
    key: string,
    reading: (text: string) => T | undefined,
    expected: string,
  ): T | undefined => {
    const text = tags.get(key);
    if (text === undefined) return undefined;
    const value = reading(text.trim());
    if (value === undefined) faults.push(`The tag ${key} must be ${expected}, not "${text}".`);
    return value;
  };
  const rounds = read(repeatTag, (text) => whole(text, { min: 1, max: mostRounds }), `1 to ${mostRounds}`);
  const stageMinutes = read(
    stageMinutesTag,
    minutesByStage,
    `minutes by stage such as "10 - 45", each 0 to ${mostMinutes} or "-"`,
  );
  return { beyond: { rounds, stageMinutes }, faults };
}

function minutesByStage(text: string): readonly (number | undefined)[] | undefined {
  const minutes = text
    .split(/\s+/u)
    .map((word) => (word === "-" ? word : whole(word, { min: 0, max: mostMinutes })));
  if (minutes.includes(undefined)) return undefined;
  return minutes.map((minute) => (minute === "-" ? undefined : minute));
}

function whole(
  text: string,
  { min, max }: { readonly min: number; readonly max: number },
): number | undefined {
  if (!/^\d{1,4}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= min && value <= max ? value : undefined;
}
