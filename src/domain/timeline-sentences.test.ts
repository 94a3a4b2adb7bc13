// Timeline events as sentences.
import fc from "fast-check";
import { expect, test } from "vitest";
import { incidentTriggered, recordUpdated } from "./timeline-happenings.ts";
import { sentenceOf } from "./timeline-sentences.ts";

const contact = (alias: string): string => `arn:aws:ssm-contacts:us-east-1:111122223333:contact/${alias}`;
const nameOf = (arn: string) => (arn === contact("alice") ? "Alice" : undefined);
const told = (type: string, data: unknown): string =>
  sentenceOf({ type, data: JSON.stringify(data) }, nameOf);

const ofAlice = { contactArn: contact("alice"), engagementArn: "e" };

test.each([
  ["Custom Event", "Deleted logs", "Deleted logs"],
  ["Note", { by: "Bob" }, '{"by":"Bob"}'],
  [
    "SSM Incident Start",
    { contactsEngage: [ofAlice, { contactArn: contact("team") }] },
    "The incident began. Engaged: Alice, team.",
  ],
  ["SSM Incident Start", {}, "The incident began. The response plan engages nobody."],
  [
    "SSM Contacts Engagement Failure for Incident",
    { contactArn: contact("bob"), reason: "the contact does not exist" },
    "bob could not be engaged: the contact does not exist.",
  ],
  [
    "SSM Incident Trigger",
    { createdIncident: false, incidentSource: "grafana", untold: 12 },
    "Triggered again by grafana: it belongs to this incident. Since it was last told here, it came 12 times more.",
  ],
  [
    "SSM Incident Trigger Over",
    { incidentSource: "grafana", alertTitle: "Disk full", stillFiring: 0 },
    "grafana says that it is over: Disk full.",
  ],
  [
    "SSM Incident Trigger Over",
    { incidentSource: "grafana", alertTitle: "Disk full", stillFiring: 2 },
    "grafana says that it is over: Disk full. 2 others still fire.",
  ],
  [
    "SSM Incident Trigger After Resolution",
    { earlierIncident: "arn:old", earlierTitle: "Disk" },
    "It fires again: arn:old was resolved a while ago.",
  ],
  [
    "SSM Incident Trigger After Maintenance",
    { maintenanceWindow: "move" },
    "It fired during the maintenance window “move”, and still does.",
  ],
  ["SSM Contacts Page for Incident", ofAlice, "Alice was paged."],
  ["SSM Contacts Page Acknowledgement for Incident", ofAlice, "Alice acknowledged."],
  [
    "SSM Contacts Page Failure for Incident",
    { ...ofAlice, reason: "550 no such user.", nextAttempt: "2026-11-23T08:00:00Z" },
    "A page to Alice failed: 550 no such user. It will be tried again.",
  ],
  [
    "SSM Contacts Targets Unreachable for Incident",
    {
      contactArn: contact("team"),
      unreached: [{ contactArn: contact("night"), reason: "nobody is on call" }],
    },
    "The plan of team could not reach night (nobody is on call).",
  ],
  [
    "SSM Contacts Engagement Unanswered for Incident",
    { contactArn: contact("team"), answeredBy: [contact("alice")] },
    "Everybody of team was tried. Only Alice answered, which ends nothing.",
  ],
  [
    "SSM Contacts Engagement Stop for Incident",
    { contactArn: contact("team"), reason: "false alarm" },
    "The engagement of team was stopped: false alarm.",
  ],
  ["Something New", {}, "Something New"],
  ["constructor", {}, "constructor"],
])("%s with %j", (type, data, sentence) => {
  expect(told(type, data)).toBe(sentence);
});

test("a trigger says where it came from, and whether the incident was there already", () => {
  const trigger = (createdIncident: boolean) => {
    const { type, data } = incidentTriggered({ createdIncident, incidentSource: "aws.cloudwatch" });
    return told(type, data);
  };
  expect(trigger(true)).toBe("Triggered by aws.cloudwatch.");
  expect(trigger(false)).toBe("Triggered again by aws.cloudwatch: it belongs to this incident.");
});

test("an update says who changed what", () => {
  const { type, data } = recordUpdated({
    modifiedBy: "arn:aws:iam::111122223333:user/alice",
    modifiedAttributes: [
      { attributeName: "status", newValue: "RESOLVED" },
      { attributeName: "impact", newValue: "1" },
      { attributeName: "title", newValue: "New" },
      { attributeName: "relatedItems", newValue: "{}" },
    ],
    incidentTitle: "New",
  });
  expect(told(type, data)).toBe(
    "alice resolved the incident, and set it to impact 1 (critical), and changed the title to “New”, and changed the related items.",
  );
});

test("any data makes a sentence", () => {
  const types = fc.constantFrom(
    "SSM Incident Start",
    "SSM Incident Record Update",
    "SSM Contacts Page Failure for Incident",
    "SSM Contacts Targets Unreachable for Incident",
    "SSM Contacts Engagement Unanswered for Incident",
    "Note",
  );
  const member = fc.constantFrom(
    "contactArn",
    "contactsEngage",
    "unreached",
    "answeredBy",
    "modifiedAttributes",
  );
  const data = fc.oneof(
    fc.string(),
    fc.json(),
    fc.dictionary(member, fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue()))).map((it) => JSON.stringify(it)),
  );
  fc.assert(
    fc.property(types, data, (type, text) => {
      expect(sentenceOf({ type, data: text }, nameOf)).toEqual(expect.any(String));
    }),
  );
});
