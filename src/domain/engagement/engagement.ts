// An engagement: a plan under way, what has been done of it, and who has answered.
import type { Person, Place, Plan } from "./plan.ts";

export interface Engagement {
  readonly arn: string;
  /** The incident for which people are engaged: any text, usually an ARN. */
  readonly incident?: string | undefined;
  /** Epoch milliseconds, as all times here. */
  readonly started: number;
  readonly plan: Plan;
  /** Everybody of the plan, and everybody found on call, each with the plan of the moment in which they were first seen. */
  readonly people: readonly Person[];
  readonly progress: Progress;
  readonly answers: readonly Answer[];
  readonly ended?: Ended | undefined;
}

/** Somebody acknowledged a page. */
export interface Answer {
  readonly contact: string;
  readonly at: number;
}

export interface Ended {
  readonly at: number;
  /** `ran out`: everything was tried, and nobody answered whose answer is essential. */
  readonly why: "answered" | "stopped" | "resolved" | "ran out";
}

/** How far the plan has come: all that the machine remembers from one look to the next. */
export interface Progress {
  /** From 1; 0 before the first. */
  readonly round: number;
  readonly roundBegan: number;
  /** In the engagement's plan; undefined between two rounds and after the last. */
  readonly place?: Place | undefined;
  /** Everybody whose own plan is under way. */
  readonly walks: readonly Walk[];
  /** Everybody engaged so far whose answer ends the engagement. */
  readonly essential: readonly string[];
  /** The channels paged in the latest look that paged any, and when it was: none is paged twice in one instant. */
  readonly paged: { readonly at: number; readonly channels: readonly string[] };
  /** A look is certain to come: at this time, or sooner. Undefined when only unsent pages are waited for, or nothing. */
  readonly nextLook?: number | undefined;
}

/** Somebody's own plan under way. One person engaged by two targets has two. */
export interface Walk {
  readonly contact: string;
  /** The round, stage and target that engaged them. */
  readonly by: Step;
  /** The schedule that had them on call. */
  readonly schedule?: string | undefined;
  readonly place: Place;
}

export interface Step {
  readonly round: number;
  readonly stage: number;
  readonly target: number;
}

export interface NewEngagement {
  readonly arn: string;
  readonly incident?: string | undefined;
  readonly started: number;
  readonly plan: Plan;
  readonly people: readonly Person[];
}

/** An engagement of which nothing has been done yet. */
export const newEngagement = (it: NewEngagement): Engagement => ({
  ...it,
  answers: [],
  progress: {
    round: 0,
    roundBegan: it.started,
    walks: [],
    essential: [],
    paged: { at: it.started, channels: [] },
    nextLook: it.started,
  },
});

export const hasAnswered = (engagement: Engagement, contact: string): boolean =>
  engagement.answers.some((answer) => answer.contact === contact);

/** Whether somebody answered whose answer ends the engagement. */
export const isAnswered = (engagement: Engagement): boolean =>
  engagement.answers.some(({ contact }) => engagement.progress.essential.includes(contact));

/** Why somebody must not be paged any more; undefined while they may. It holds from the moment of the answer or stop on. */
export function reasonForSilence(engagement: Engagement, contact: string): Silence | undefined {
  if (engagement.ended !== undefined) return engagement.ended.why;
  if (hasAnswered(engagement, contact)) return "answered by themselves";
  return isAnswered(engagement) ? "answered" : undefined;
}

export type Silence = Ended["why"] | "answered by themselves";
