// The plan that an engagement follows, frozen when it started: later edits of contacts do not change it.
import type { ContactType } from "../../contract/contacts/contact.ts";

/** An escalation plan; engaging a person or a schedule alone is a plan of one stage with one essential target. */
export interface Plan {
  /** The ARN of what was engaged. */
  readonly contact: string;
  readonly type: ContactType;
  readonly stages: readonly Stage[];
  /** How often the plan is gone through until somebody answers, 1 to 10. AWS knows only 1. */
  readonly rounds: number;
}

export interface Stage {
  /** Milliseconds until the next stage begins, counted from when this one really began. */
  readonly wait: number;
  /** Engaged together. A stage without any is a pure delay. */
  readonly targets: readonly Target[];
}

export interface Target {
  readonly contact: string;
  /** `missing`: it was gone, or neither a person nor a schedule, when the engagement started. */
  readonly kind: "person" | "schedule" | "missing";
  /** Whether an answer of this person, or of anybody on call in this schedule, ends the engagement. */
  readonly essential: boolean;
}

/** Somebody with the plan by which to be reached. */
export interface Person {
  readonly contact: string;
  readonly stages: readonly ChannelStage[];
}

export interface ChannelStage {
  /** Milliseconds, as of {@link Stage}. */
  readonly wait: number;
  readonly targets: readonly ChannelTarget[];
}

export interface ChannelTarget {
  readonly channel: string;
  /** Milliseconds between a failed attempt and the next; 0 leaves it to Tocsin. */
  readonly retryEvery: number;
}

/** Where somebody is in a plan: the stage that begins next and when. After the last stage: when its wait is over. */
export interface Place {
  readonly next: number;
  /** Epoch milliseconds. */
  readonly due: number;
}

/**
 * Begins every stage that is due, in order. A stage that reaches nobody does not wait, unless it has no targets at all.
 * @param begin does what the stage says; answers whether it reached anybody
 * @returns where the plan stands now; undefined when its last stage has had its time
 */
export function walkOn<S extends Stage | ChannelStage>(
  stages: readonly S[],
  { place, now }: { readonly place: Place; readonly now: number },
  begin: (stage: S, index: number) => boolean,
): Place | undefined {
  let { next, due } = place;
  while (due <= now) {
    const stage = stages[next];
    if (stage === undefined) return undefined;
    const waits = begin(stage, next) || stage.targets.length === 0;
    due = waits ? now + stage.wait : now;
    next += 1;
  }
  return { next, due };
}
