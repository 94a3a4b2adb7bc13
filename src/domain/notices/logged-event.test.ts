import { expect, test } from "vitest";
import { changed, documentOf, isServicesOwn, removed, written } from "./logged-event.ts";

const incidentArn =
  "arn:aws:ssm-incidents::111122223333:incident-record/web/01a20838-5175-7000-9ad4-99b6c415d778";
const event = {
  id: "01a20838-5175-7000-8000-99b6c415d778",
  incidentArn,
  time: Date.UTC(2026, 10, 23, 8, 0, 0, 123),
  updatedTime: Date.UTC(2026, 10, 23, 9),
  type: "SSM Incident Start",
  data: '{"incidentTitle":"Disk full"}',
};

test("an event of a timeline is told in the shape of EventBridge, with its data as detail", () => {
  expect(documentOf(written(event), "eu-central-1")).toEqual({
    version: "0",
    id: event.id,
    "detail-type": "SSM Incident Start",
    source: "aws.ssm-incidents",
    account: "111122223333",
    time: "2026-11-23T08:00:00Z",
    region: "eu-central-1",
    resources: [incidentArn],
    detail: { incidentTitle: "Disk full" },
  });
});

test.each([
  ['"looking"', "looking"],
  ["[1]", [1]],
  ["null", null],
  ["no JSON", "no JSON"],
])("data that is no object stands in a member: %s", (data, eventData) => {
  expect(written({ ...event, data }).detail).toEqual({ eventData });
});

test("a change and a deletion are events of their own, and not the service's", () => {
  const note = { ...event, type: "Note", data: '"looking"' };
  expect(changed(note, "id-2")).toMatchObject({
    id: "id-2",
    type: "SSM Incident Timeline Event Update",
    time: event.updatedTime,
    detail: {
      eventId: event.id,
      eventType: "Note",
      eventTime: "2026-11-23T08:00:00.123Z",
      eventData: "looking",
    },
  });
  const deletion = { id: "id-3", time: 5 };
  expect(removed(note, deletion)).toMatchObject({
    ...deletion,
    detail: { eventId: event.id, eventType: "Note" },
  });
  const own = [written(event), written(note), changed(note, "id-2"), removed(note, deletion)].map(
    isServicesOwn,
  );
  expect(own).toEqual([true, false, false, false]);
});
