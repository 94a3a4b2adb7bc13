// What machines and chats are told: one document for each event, in the shape of EventBridge.

export interface EventDocument {
  readonly version: "0";
  /** A UUID that sorts by time. */
  readonly id: string;
  /** The type of the timeline event, such as `SSM Incident Start`, or `AWS API Call via CloudTrail`. */
  readonly "detail-type": string;
  /** `aws.ssm-incidents`, `aws.ssm-contacts`, or `tocsin`. */
  readonly source: string;
  /** Twelve digits. */
  readonly account: string;
  /** To the second: `2026-11-23T08:00:00Z`. */
  readonly time: string;
  readonly region: string;
  /** The incident's ARN first, where it is about one. */
  readonly resources: readonly string[];
  /** Of a timeline event: its data. Data that is no object, such as the text of a note, stands in `eventData`. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** `detail-type` of what is sent to see whether it arrives: when a plan names a topic, and by `tocsin topics test`. */
export const testNotification = "Tocsin Test Notification";

/** `detail-type` of a note or custom event that was changed; detail: eventId, eventType, eventTime, eventData. */
export const timelineEventUpdate = "SSM Incident Timeline Event Update";

/** `detail-type` of a note or custom event that was taken away; detail: eventId, eventType. */
export const timelineEventDeletion = "SSM Incident Timeline Event Deletion";
