import { expect, it } from "vitest";
import { startEngagement } from "../../contract/contacts/engagement.ts";
import { decode } from "../../contract/decode.ts";
import { callFor } from "./call.ts";
import type { Incident } from "./incident.ts";

const incident: Incident = {
  arn: "arn:aws:ssm-incidents::111122223333:incident-record/web/01234567-89ab-cdef-0123-456789abcdef",
  account: "111122223333",
  title: "Disk full",
  summary: "The disk of web-1 is full.",
  status: "OPEN",
  impact: 2,
  creationTime: 0,
  lastModifiedTime: 0,
  lastModifiedBy: "arn:aws:iam::111122223333:root",
  source: { createdBy: "arn:aws:iam::111122223333:root", source: "aws.ssm-incidents.custom" },
  dedupeString: "x",
  notificationTargets: [],
  automationExecutions: [],
};

it("says what is wrong and how bad, and only in private why", () => {
  expect(callFor(incident)).toEqual({
    sender: "Incident Manager",
    incident: incident.arn,
    subject: "Impact 2 (high): Disk full",
    content: `The disk of web-1 is full.\n\n${incident.arn}`,
    publicSubject: "Impact 2 (high): Disk full",
    publicContent: incident.arn,
  });
});

it("names the incident where there is no summary", () => {
  expect(callFor({ ...incident, summary: undefined }).content).toBe(incident.arn);
});

it("says no more than StartEngagement would take, and the incident is always named", () => {
  const longest = { ...incident, title: "😀".repeat(200), summary: "😀".repeat(8000) };
  for (const it of [longest, { ...longest, summary: "😀".repeat(8192) }]) {
    const call = callFor(it);
    const input = {
      ContactId: "arn:aws:ssm-contacts:us-east-1:111122223333:contact/alice",
      Sender: call.sender,
      Subject: call.subject,
      Content: call.content,
      PublicSubject: call.publicSubject,
      PublicContent: call.publicContent,
      IncidentId: call.incident,
    };
    expect("refused" in decode(startEngagement.input, input)).toBe(false);
    expect(call.content.endsWith(incident.arn)).toBe(true);
    expect([...call.content].length).toBeGreaterThan(8000);
  }
});
