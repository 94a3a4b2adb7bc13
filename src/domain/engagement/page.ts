// A page: one person called through one channel, once per engagement, stage and round, in as many attempts as it takes.
import { createHash } from "node:crypto";
import type { ContactType } from "../../contract/contacts/contact.ts";
import type { Step } from "./engagement.ts";

/** A page as the plan asks for it. */
export interface NewPage {
  readonly arn: string;
  readonly engagement: string;
  readonly incident?: string | undefined;
  readonly contact: string;
  readonly channel: string;
  /** Epoch milliseconds, as all times here. */
  readonly created: number;
  /** Milliseconds between a failed attempt and the next; 0 leaves it to Tocsin. */
  readonly retryEvery: number;
  /** How the plan came to this person. */
  readonly resolutions: readonly Resolution[];
}

/** One step from what was engaged to the person. Source: API reference of ResolutionContact. */
export interface Resolution {
  readonly contact: string;
  readonly type: ContactType;
  /** The stage of the escalation plan that led here, from 0. */
  readonly stage?: number | undefined;
}

export interface Page extends NewPage {
  /** Six digits, with which the page is acknowledged. */
  readonly code: string;
  /** `due`: an attempt is due or under way. `dropped`: it was no longer wanted. */
  readonly state: "due" | "sent" | "given up" | "dropped";
  /** The number of the attempt that is due, under way, or was the last; from 1. */
  readonly attempt: number;
  readonly due: number;
  /** When the first attempt was begun. */
  readonly firstTried?: number | undefined;
  /** The attempt is under way, or its run did not live to tell. */
  readonly begun: boolean;
  /** How many runs of this page did not live to tell. */
  readonly interruptions: number;
  /** An attempt was interrupted, or had no certain end. */
  readonly mayHaveArrived?: boolean | undefined;
  /** The channel has said that it arrived, whatever became of the attempt. */
  readonly delivered?: boolean | undefined;
  /** Goes with every attempt; a new one only as long as it is certain that nothing has arrived. */
  readonly key: string;
}

export const pageToSend = (page: NewPage, code: string): Page => ({
  ...page,
  code,
  state: "due",
  attempt: 1,
  due: page.created,
  begun: false,
  interruptions: 0,
  key: `${page.arn}#1`,
});

/** Where in an engagement a page belongs. */
export interface PagePath {
  readonly engagement: string;
  readonly contact: string;
  readonly by: Step;
  /** Of the person's own plan. */
  readonly stage: number;
  readonly target: number;
}

/** The same path has the same ARN, so that a step done again after a crash asks for the same page. */
export function pageArn({ engagement, contact, by, stage, target }: PagePath): string {
  const path = [engagement, contact, by.round, by.stage, by.target, stage, target].join(" ");
  const hash = createHash("sha256").update(path).digest("hex");
  const uuid = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `a${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join("-");
  return `${contact.replace(":contact/", ":page/")}/${uuid}`;
}
