import { describe, expect, test } from "vitest";
import { acceptPage } from "../../contract/contacts/page.ts";
import { contacts } from "../../contract/contacts/service.ts";
import { incidents } from "../../contract/incidents/service.ts";
import { putResourcePolicy } from "../../contract/incidents/resource-policy.ts";
import { createTimelineEvent } from "../../contract/incidents/timeline-event.ts";
import { apiCallEvent, isMutating } from "./api-call.ts";

const caller = {
  account: "111122223333",
  region: "eu-central-1",
  arn: "arn:aws:iam::111122223333:user/alice",
  accessKeyId: "AKIATEST",
};
const made = { id: "01a20838-5175-7000-8000-99b6c415d778", time: Date.UTC(2026, 10, 23, 8) };
const incident =
  "arn:aws:ssm-incidents::111122223333:incident-record/web/01a20838-5175-7000-9ad4-99b6c415d778";
const common = { contract: incidents, caller, requestId: "r-1" };

describe("a call that changed something", () => {
  test("is told in the casing of the wire, under the incident that it is about", () => {
    const call = {
      ...common,
      operation: createTimelineEvent,
      input: {
        incidentRecordArn: incident,
        eventTime: new Date(1_500),
        eventType: "Note",
        eventData: '"x"',
        clientToken: "t",
      },
      output: { incidentRecordArn: incident, eventId: "e-1" },
    };
    expect(apiCallEvent(call, made)).toMatchObject({
      subject: incident,
      source: "aws.ssm-incidents",
      region: "eu-central-1",
      detail: {
        eventName: "CreateTimelineEvent",
        eventID: made.id,
        requestID: "r-1",
        userIdentity: { type: "IAMUser", userName: "alice", accessKeyId: "AKIATEST" },
        requestParameters: {
          incidentRecordArn: incident,
          eventTime: 1.5,
          eventType: "Note",
          eventData: '"x"',
        },
        responseElements: { incidentRecordArn: incident, eventId: "e-1" },
      },
    });
  });

  test("tells no code", () => {
    const input = { PageId: "arn:page", AcceptType: "READ", AcceptCode: "123456" };
    const call = { ...common, contract: contacts, operation: acceptPage, input, output: {} };
    const { detail, subject } = apiCallEvent(call, made);
    expect(subject).toBe("-");
    expect(detail).toMatchObject({
      requestParameters: { PageId: "arn:page", AcceptCode: "HIDDEN_DUE_TO_SECURITY_REASONS" },
      responseElements: null,
    });
    expect(JSON.stringify(detail)).not.toContain("123456");
  });

  test("leaves out what is too large, and says so", () => {
    const input = { resourceArn: "arn:x", policy: "x".repeat(200_000) };
    const call = { ...common, operation: putResourcePolicy, input, output: { policyId: "p" } };
    expect(apiCallEvent(call, made).detail).toMatchObject({
      requestParameters: { omitted: true, originalSize: expect.any(Number) },
    });
  });
});

test("what only reads leaves no trail", () => {
  const names = [...Object.keys(incidents.operations), ...Object.keys(contacts.operations)];
  const reading = names.filter((name) => !isMutating({ name }));
  expect(reading.every((name) => /^(Get|List|Describe|BatchGet)/.test(name))).toBe(true);
  expect(names.filter((name) => isMutating({ name }))).toEqual(
    expect.arrayContaining([
      "StartIncident",
      "AcceptPage",
      "StopEngagement",
      "SendActivationCode",
      "TagResource",
    ]),
  );
});
