import { expect, it } from "vitest";
import { covering, daily, exampleRotation, weekly } from "../shifts/example-rotations.ts";
import type { RecurrenceSettings } from "../../contract/contacts/recurrence.ts";
import { neverOnCall } from "./never-on-call.ts";

const now = Date.parse("2026-11-23T08:00:00Z");
const from = "2026-11-02T09:00";

const mondays = covering({ MON: ["09:00-17:00"] });
const team = (people: string, ...parts: Partial<RecurrenceSettings>[]) =>
  exampleRotation({ zone: "UTC", from, team: people, ...Object.assign({}, ...parts) });

it("who has no turn within the coverages is never on call", () => {
  // Seven people, a day each: the same one has every Monday.
  expect(neverOnCall(team("a b c d e f g", daily("09:00"), mondays), now)).toEqual([..."bcdefg"]);
});

it("who has one now and then is on call", () => {
  // Six people: each has a Monday in six weeks.
  expect(neverOnCall(team("a b c d e f", daily("09:00"), mondays), now)).toEqual([]);
  expect(neverOnCall(team("a b c", weekly("MON 09:00"), mondays), now)).toEqual([]);
});

it("hand-offs at the edges of the coverages leave somebody without a turn", () => {
  // Handed over on Monday and on Tuesday: whoever takes over on Tuesday has the time that nobody covers.
  expect(neverOnCall(team("a b", weekly("MON 09:00", "TUE 09:00"), mondays), now)).toEqual(["b"]);
});

it("a rotation that has yet to start is looked at from its start", () => {
  const later = exampleRotation({
    zone: "UTC",
    from: "2027-11-01T09:00",
    team: "a b",
    ...daily("09:00"),
    ...mondays,
  });
  expect(neverOnCall(later, now)).toEqual([]);
});

it("without coverages everybody has a turn", () => {
  expect(neverOnCall(team("a b c", daily("09:00")), now)).toEqual([]);
});

it("nobody is accused where it would take too long to know", () => {
  const people = Array.from({ length: 3_000 }, (_, n) => `member-${n}`).join(" ");
  expect(neverOnCall(team(people, weekly("MON 09:00"), mondays), now)).toEqual([]);
});
