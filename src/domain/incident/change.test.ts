import { expect, it } from "vitest";
import { changeIncident } from "./change.ts";
import type { Incident } from "./incident.ts";

const incident: Incident = {
  arn: "arn",
  account: "111122223333",
  title: "T",
  status: "OPEN",
  impact: 3,
  creationTime: 1,
  lastModifiedTime: 1,
  lastModifiedBy: "alice",
  source: { createdBy: "alice", source: "s" },
  dedupeString: "d",
  notificationTargets: [{ snsTopicArn: "t" }],
  automationExecutions: [],
};
const when = { by: "bob", now: 9 };

it("an update that says nothing new is no change, and the record is the same object", () => {
  const update = {
    title: "T",
    impact: 3,
    status: "OPEN",
    notificationTargets: [{ snsTopicArn: "t" }],
  } as const;
  const change = changeIncident(
    incident,
    { ...update, notificationTargets: [...update.notificationTargets] },
    when,
  );
  expect(change).toEqual({ incident, attributes: [] });
  expect(change.incident).toBe(incident);
});

it("the time of resolution is there exactly while the incident is resolved, and stays when it is resolved again", () => {
  const { incident: resolved } = changeIncident(incident, { status: "RESOLVED" }, when);
  expect(resolved).toMatchObject({
    status: "RESOLVED",
    resolvedTime: 9,
    lastModifiedTime: 9,
    lastModifiedBy: "bob",
  });
  const { incident: later } = changeIncident(
    resolved,
    { status: "RESOLVED", impact: 1 },
    { by: "eve", now: 20 },
  );
  expect(later).toMatchObject({ resolvedTime: 9, lastModifiedTime: 20, lastModifiedBy: "eve" });
  expect(
    changeIncident(later, { status: "OPEN" }, { by: "eve", now: 30 }).incident.resolvedTime,
  ).toBeUndefined();
});

it("each changed attribute is told with its new value as text, in a fixed order", () => {
  const chatChannel = { chatbotSns: ["c"] };
  const { attributes } = changeIncident(
    incident,
    { notificationTargets: [], chatChannel, status: "RESOLVED", impact: 1, summary: "S", title: "New" },
    when,
  );
  expect(attributes).toEqual([
    { attributeName: "title", newValue: "New" },
    { attributeName: "summary", newValue: "S" },
    { attributeName: "impact", newValue: "1" },
    { attributeName: "status", newValue: "RESOLVED" },
    { attributeName: "chatChannel", newValue: '{"chatbotSns":["c"]}' },
    { attributeName: "notificationTargets", newValue: "[]" },
  ]);
});
