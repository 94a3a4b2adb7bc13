// An engagement as callers of the API see it: who was called by whom, with which words, from when to when.
import type { Engagement as Listed, EngagementDetails } from "../../contract/contacts/engagement.ts";
import type { Text } from "../engagement/sending.ts";

export interface KeptEngagement {
  readonly arn: string;
  /** Who was called: a person, an escalation plan or an on-call schedule. */
  readonly contactArn: string;
  readonly sender: string;
  /** Any text, usually the ARN of an incident. */
  readonly incident?: string | undefined;
  /** Epoch milliseconds, as all times here. */
  readonly started: number;
  /** However it ended: answered, stopped, resolved or run out. */
  readonly ended?: number | undefined;
}

/** What is said to those who are called, and who says it. */
export interface Call extends Text {
  readonly sender: string;
  readonly incident?: string | undefined;
}

export const listedEngagement = (it: KeptEngagement): Listed => ({
  EngagementArn: it.arn,
  ContactArn: it.contactArn,
  Sender: it.sender,
  IncidentId: it.incident,
  StartTime: new Date(it.started),
  StopTime: it.ended === undefined ? undefined : new Date(it.ended),
});

export const shownEngagement = (it: KeptEngagement, text: Text): EngagementDetails => ({
  ...listedEngagement(it),
  ...shownText(text),
});

export const shownText = (text: Text) => ({
  Subject: text.subject,
  Content: text.content,
  PublicSubject: text.publicSubject,
  PublicContent: text.publicContent,
});
