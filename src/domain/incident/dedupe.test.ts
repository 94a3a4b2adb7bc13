import { expect, it } from "vitest";
import { dedupeStringOf } from "./dedupe.ts";

const triggerArn = "arn:aws:cloudwatch:us-east-1:111122223333:alarm:cpu";

it("the plan's own string wins over the alarm", () => {
  expect(dedupeStringOf({ dedupeString: "mine" }, { source: "aws.cloudwatch", triggerArn })).toBe("mine");
});

it("alarms and events are the same incident when they come from the same resource", () => {
  for (const source of ["aws.cloudwatch", "aws.events"])
    expect(dedupeStringOf({}, { source, triggerArn })).toBe(triggerArn);
});

it("anything else is an incident of its own", () => {
  expect(dedupeStringOf({}, undefined)).toBeUndefined();
  expect(dedupeStringOf({}, { source: "com.example", triggerArn })).toBeUndefined();
  expect(dedupeStringOf({}, { source: "aws.events" })).toBeUndefined();
});
