// Engagements for tests and documentation, told by the minute: whom a plan pages when somebody looks.
import type { Happening } from "../timeline.ts";
import { advance } from "./advance.ts";
import { type Engagement, newEngagement } from "./engagement.ts";
import type { Facts } from "./facts.ts";
import type { NewPage } from "./page.ts";
import type { Person, Stage, Target } from "./plan.ts";

export const minute = 60_000;
export const start = Date.UTC(2027, 0, 4, 3);

const arn = (kind: string, name: string): string =>
  `arn:aws:ssm-contacts:us-east-1:111122223333:${kind}/${name}`;
export const contactArn = (name: string): string => arn("contact", name);
/** `alice/sms`. */
export const channelArn = (name: string): string => arn("contact-channel", name);
export const engagementArn = arn("engagement", "team/1");

/** A stage of a person's own plan: minutes to wait, and channels such as `sms`. */
type Own = readonly [wait: number, ...channels: string[]];

export const person = (name: string, ...stages: readonly Own[]): Person => ({
  contact: contactArn(name),
  stages: stages.map(([wait, ...channels]) => ({
    wait: wait * minute,
    targets: channels.map((channel) => ({ channel: channelArn(`${name}/${channel}`), retryEvery: 0 })),
  })),
});

export const stage = (wait: number, ...targets: readonly Target[]): Stage => ({
  wait: wait * minute,
  targets,
});

export const essential = (name: string): Target => ({
  contact: contactArn(name),
  kind: "person",
  essential: true,
});
export const informed = (name: string): Target => ({ ...essential(name), essential: false });
export const onCallIn = (name: string): Target => ({ ...essential(name), kind: "schedule" });

interface Plot {
  readonly stages: readonly Stage[];
  readonly people: readonly Person[];
  readonly rounds?: number;
}

/** A story goes on by looks, at minutes since its start. Unless it is told otherwise, everything is well. */
export interface Story {
  /** The channels paged by a look at this minute, such as `alice/sms`. */
  look(at: number): string[];
  /** Somebody acknowledges a page at this minute. */
  answer(name: string, at: number): void;
  /** The facts of the looks to come. */
  facts: Facts;
  engagement: Engagement;
  /** Everything so far. */
  readonly pages: NewPage[];
  readonly happenings: Happening[];
  /** Minutes since the start. */
  nextLook(): number | undefined;
}

export const channelsOf = (people: readonly Person[]): Set<string> =>
  new Set(people.flatMap((it) => it.stages.flatMap(({ targets }) => targets.map(({ channel }) => channel))));

export function tell({ stages, people, rounds = 1 }: Plot): Story {
  const plan = { contact: contactArn("team"), type: "ESCALATION", stages, rounds } as const;
  const story: Story = {
    facts: { channels: channelsOf(people), deleted: new Set(), onCall: new Map(), unsent: new Set() },
    engagement: newEngagement({ arn: engagementArn, started: start, plan, people }),
    pages: [],
    happenings: [],
    look(at) {
      const { engagement, pages, happenings } = advance(story.engagement, story.facts, start + at * minute);
      story.engagement = engagement;
      story.pages.push(...pages);
      story.happenings.push(...happenings);
      return pages.map((page) => page.channel.replace(channelArn(""), ""));
    },
    answer(name, at) {
      const answers = [...story.engagement.answers, { contact: contactArn(name), at: start + at * minute }];
      story.engagement = { ...story.engagement, answers };
    },
    nextLook() {
      const { nextLook } = story.engagement.progress;
      return nextLook === undefined ? undefined : (nextLook - start) / minute;
    },
  };
  return story;
}
