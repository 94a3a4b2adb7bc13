import { expect, it } from "vitest";
import { startIncident } from "../../contract/incidents/incident.ts";
import { createTimelineEvent, listTimelineEvents } from "../../contract/incidents/timeline-event.ts";
import { chatCommands } from "./commands.ts";
import { readOptions } from "./read-options.ts";

const arn = "arn:aws:ssm-incidents::111122223333:response-plan/web";

it("knows the thirteen commands of the real service by the CLI's names", () => {
  expect([...chatCommands.keys()].sort()).toEqual([
    "create-timeline-event",
    "delete-timeline-event",
    "get-incident-record",
    "get-response-plan",
    "get-timeline-event",
    "list-incident-records",
    "list-related-items",
    "list-response-plans",
    "list-timeline-events",
    "start-incident",
    "update-incident-record",
    "update-related-items",
    "update-timeline-event",
  ]);
});

it("times are epoch seconds or ISO 8601, also within structures and JSON", () => {
  const triggerDetails = { source: "test", timestamp: 1_795_420_800 };
  for (const words of [
    ["--trigger-details", "source=test,timestamp=2026-11-23T08:00:00Z"],
    ["--trigger-details", '{"source":"test","timestamp":1795420800}'],
    ["--trigger-details", '{"source":"test","timestamp":"2026-11-23T09:00:00+01:00"}'],
    ["--cli-input-json", '{"triggerDetails":{"source":"test","timestamp":"2026-11-23 08:00"}}'],
  ])
    expect(readOptions(startIncident, ["--response-plan-arn", arn, ...words]).input).toEqual({
      responsePlanArn: arn,
      triggerDetails,
    });
});

it("an option wins over the JSON, and both make one input", () => {
  const json = JSON.stringify({ responsePlanArn: arn, impact: 1, __proto__: null });
  const { input } = readOptions(startIncident, ["--cli-input-json", json, "--impact", "2"]);
  expect(input).toEqual({ responsePlanArn: arn, impact: 2 });
});

it("one page is asked for by hand with the API's own options, a whole list by the CLI's", () => {
  const words = ["--incident-record-arn", arn];
  expect(readOptions(listTimelineEvents, [...words, "--max-results", "5"])).toEqual({
    input: { incidentRecordArn: arn, maxResults: 5 },
    paging: undefined,
  });
  expect(readOptions(listTimelineEvents, [...words, "--max-items", "5", "--page-size=2"]).paging).toEqual({
    maxItems: 5,
    pageSize: 2,
  });
});

it.each<[string[], string]>([
  [["--event-time", "yesterday"], "Error parsing parameter '--event-time': Invalid timestamp \"yesterday\""],
  [["--event-time", "2026-02-30T99:00"], "Invalid timestamp"],
  [["--event-references", "{"], "Error parsing parameter '--event-references': Invalid JSON: {"],
  [["--event-references", "file://x"], "a chat has no files"],
  [["--event-data"], "argument --event-data: expected one argument"],
  [["--event-data", "a", "b"], "Unknown options: b"],
  [["--event-type", "Note", "--event-type", "Note"], "--event-type is given twice"],
  [["word", "--constructor", "x"], "Unknown options: word, --constructor"],
  [["--max-items", "1"], "Unknown options: --max-items"],
  [["--output", "table"], "The only output of a chat is json"],
  [["--cli-input-json", "[]"], "a JSON object is expected"],
  [
    [],
    "the following arguments are required: --incident-record-arn, --event-time, --event-type, --event-data",
  ],
])("refuses %j in the CLI's words", (words, message) => {
  expect(() => readOptions(createTimelineEvent, words)).toThrow(message);
});
