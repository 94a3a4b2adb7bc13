// What paging leaves on an incident's timeline. The first two types were observed at the real service; the others are Tocsin's.
import type { Happening } from "../timeline.ts";
import type { Engagement } from "./engagement.ts";
import type { Page } from "./page.ts";

const ofPage = ({ contact, engagement, arn, channel }: Page): Record<string, unknown> => ({
  contactArn: contact,
  engagementArn: engagement,
  pageArn: arn,
  contactChannelArn: channel,
});

const ofEngagement = ({ arn, plan }: Engagement): Record<string, unknown> => ({
  contactArn: plan.contact,
  engagementArn: arn,
});

export const pageSent = (page: Page): Happening => ({
  type: "SSM Contacts Page for Incident",
  data: ofPage(page),
});

export const pageAcknowledged = (page: Page): Happening => ({
  type: "SSM Contacts Page Acknowledgement for Incident",
  data: ofPage(page),
});

export const pageFailed = (
  page: Page,
  { reason, nextAttempt }: { readonly reason: string; readonly nextAttempt: number | undefined },
): Happening => ({
  type: "SSM Contacts Page Failure for Incident",
  data: {
    ...ofPage(page),
    attempt: page.attempt,
    reason,
    ...(nextAttempt !== undefined && { nextAttempt: new Date(nextAttempt).toISOString() }),
  },
});

/** Names in one event: its data may have 12,000 characters. Source: API reference. */
const listed = 20;

/** Somebody whom a stage means and could not engage. */
export interface Unreached {
  readonly contactArn: string;
  readonly reason: string;
}

export const peopleUnreached = (
  engagement: Engagement,
  it: { readonly stage: number; readonly unreached: readonly Unreached[]; readonly goesOnAtOnce: boolean },
): Happening => ({
  type: "SSM Contacts Targets Unreachable for Incident",
  data: {
    ...ofEngagement(engagement),
    stageIndex: it.stage,
    unreached: it.unreached.slice(0, listed),
    ...(it.unreached.length > listed && { others: it.unreached.length - listed }),
    goesOnAtOnce: it.goesOnAtOnce,
  },
});

export const channelsUnreached = (
  engagement: Engagement,
  it: {
    readonly contact: string;
    readonly stage: number;
    readonly channels: readonly string[];
    readonly goesOnAtOnce: boolean;
  },
): Happening => ({
  type: "SSM Contacts Channels Unreachable for Incident",
  data: {
    contactArn: it.contact,
    engagementArn: engagement.arn,
    stageIndex: it.stage,
    contactChannelArns: it.channels.slice(0, listed),
    reason: "not activated, or not there any more",
    goesOnAtOnce: it.goesOnAtOnce,
  },
});

export const ranOut = (engagement: Engagement): Happening => ({
  type: "SSM Contacts Engagement Unanswered for Incident",
  data: {
    ...ofEngagement(engagement),
    answeredBy: engagement.answers.map((answer) => answer.contact),
  },
});

export const engagementStopped = (engagement: Engagement, reason: string | undefined): Happening => ({
  type: "SSM Contacts Engagement Stop for Incident",
  data: { ...ofEngagement(engagement), ...(reason !== undefined && { reason }) },
});
