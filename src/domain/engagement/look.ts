// A look in progress: what `advance` changes while it goes through the plan, apart from what it was given.
import type { Happening } from "../timeline.ts";
import type { Engagement, Progress, Walk } from "./engagement.ts";
import type { Facts } from "./facts.ts";
import type { NewPage } from "./page.ts";
import type { Person, Place } from "./plan.ts";

export interface Look {
  readonly engagement: Engagement;
  readonly facts: Facts;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Everybody who has acknowledged a page. */
  readonly answered: ReadonlySet<string>;

  round: number;
  roundBegan: number;
  place: Place | undefined;
  walks: Walk[];
  readonly people: Person[];
  readonly essential: Set<string>;
  /** The channels paged at this very instant. */
  readonly paged: Set<string>;

  readonly pages: NewPage[];
  readonly happenings: Happening[];
}

export function beginLook(engagement: Engagement, facts: Facts, now: number): Look {
  const { round, roundBegan, place, walks, essential, paged } = engagement.progress;
  return {
    engagement,
    facts,
    now,
    answered: new Set(engagement.answers.map((answer) => answer.contact)),
    round,
    roundBegan,
    place,
    walks: [...walks],
    people: [...engagement.people],
    essential: new Set(essential),
    paged: new Set(paged.at === now ? paged.channels : []),
    pages: [],
    happenings: [],
  };
}

export const isAnsweredNow = ({ answered, essential }: Look): boolean => !answered.isDisjointFrom(essential);

/** What the look leaves for the next one. */
export const progressOf = (look: Look, nextLook: number | undefined): Progress => ({
  round: look.round,
  roundBegan: look.roundBegan,
  place: look.place,
  walks: look.walks,
  essential: [...look.essential],
  paged: look.pages.length > 0 ? { at: look.now, channels: [...look.paged] } : look.engagement.progress.paged,
  nextLook,
});
