import { describe, expect, it } from "vitest";
import type { Plan, Stage } from "../../contract/contacts/contact.ts";
import { daily, exampleOverride, exampleRotation } from "../shifts/example-rotations.ts";
import type { Override } from "../shifts/rotation.ts";
import type { Channel } from "./channel.ts";
import type { Contact } from "./contact.ts";
import { type Directory, holesTold, reachability } from "./reachability.ts";

const now = Date.parse("2026-11-23T08:00:00Z");

const contactNamed = (alias: string, type: Contact["type"], plan: Plan): Contact => ({
  arn: alias,
  account: "111122223333",
  region: "us-east-1",
  alias,
  type,
  plan,
});
const stage = (...targets: Stage["Targets"]): Stage => ({ DurationInMinutes: 5, Targets: targets });
const toChannel = (ContactChannelId: string) => ({ ChannelTargetInfo: { ContactChannelId } });
const toContact = (ContactId: string) => ({ ContactTargetInfo: { ContactId, IsEssential: true } });

const channelNamed = (arn: string, activated: boolean): Channel => ({
  arn,
  account: "111122223333",
  contactArn: "x",
  name: arn,
  type: "SMS",
  address: "+14255550123",
  activated,
});

const person = (alias: string, ...stages: Stage[]) => contactNamed(alias, "PERSONAL", { Stages: stages });
const team = (...stages: Stage[]) => contactNamed("team", "ESCALATION", { Stages: stages });
const schedule = (...RotationIds: string[]) => contactNamed("night", "ONCALL_SCHEDULE", { RotationIds });

const ann = person("ann", stage(toChannel("on")));
const bob = person("bob", stage(toChannel("off")));
const cid = person("cid");

const rosterOf = (people: string, overrides: readonly Override[] = [], from = "2026-11-01T09:00") => ({
  rotation: exampleRotation({ zone: "UTC", from, team: people, ...daily("09:00") }),
  overrides,
});

const directory = (rosters: Directory["rosters"] = new Map()): Directory => ({
  contacts: new Map([ann, bob, cid, schedule("r"), team()].map((it) => [it.arn, it])),
  channels: new Map(["on", "off"].map((arn) => [arn, channelNamed(arn, arn === "on")])),
  rosters,
});

const look = (contact: Contact, rosters?: Directory["rosters"]) => {
  const { wakes, holes } = reachability(directory(rosters), contact, now);
  return [wakes, ...holes.map(({ text }) => text)];
};

describe("a person is woken", () => {
  it("through an activated channel", () => {
    expect(look(ann)).toEqual([true]);
  });

  it("never without stages, with channels that are not activated or gone, or with empty stages", () => {
    expect(look(cid)).toEqual([false, "the plan has no stages"]);
    expect(look(bob)).toEqual([false, "stage 1: the channel off (+14…23) is not activated"]);
    expect(look(person("eve", stage(toChannel("lost"))))).toEqual([
      false,
      "stage 1: the channel lost is gone",
    ]);
    expect(look(person("eve", stage()))).toEqual([false, "stage 1 has no targets"]);
  });

  it("only where messages leave the house, for whoever asks that", () => {
    const { wakes, holes } = reachability(
      { ...directory(), undelivered: ({ arn }) => arn === "on" },
      ann,
      now,
    );
    expect([wakes, ...holes.map(({ text }) => text)]).toEqual([
      false,
      "stage 1: the channel on (+14…23) reaches the outbox only, it has no provider",
    ]);
  });

  it("in spite of holes, which are told all the same", () => {
    expect(look(person("eve", stage(toChannel("off"), toChannel("on")), stage()))).toEqual([
      true,
      "stage 1: the channel off (+14…23) is not activated",
      "stage 2 has no targets",
    ]);
  });
});

describe("an escalation plan wakes", () => {
  it("whom its people and schedules wake", () => {
    const rosters = new Map([["r", rosterOf("ann")]]);
    expect(look(team(stage(toContact("ann")), stage(toContact("night"))), rosters)).toEqual([true]);
    expect(look(team(stage(toContact("bob"), toContact("ann"))))).toEqual([
      true,
      "stage 1: bob cannot be woken: stage 1: the channel off (+14…23) is not activated",
    ]);
  });

  it("nobody through those who are gone, cannot be woken, or are plans themselves", () => {
    expect(look(team(stage(toContact("cid"), toContact("gone")), stage(toContact("team"))))).toEqual([
      false,
      "stage 1: cid cannot be woken: the plan has no stages",
      "stage 1: the contact gone is gone",
      "stage 2: the contact team is gone",
    ]);
  });
});

describe("an on-call schedule wakes", () => {
  it("the people of its rotations, of whom everybody is looked at", () => {
    expect(look(schedule("r"), new Map([["r", rosterOf("ann")]]))).toEqual([true]);
    expect(look(schedule("r"), new Map([["r", rosterOf("ann bob gone")]]))).toEqual([
      true,
      "bob cannot be woken: stage 1: the channel off (+14…23) is not activated",
      "the contact gone is gone",
    ]);
  });

  it("nobody without rotations, or with those that are gone", () => {
    expect(look(schedule())).toEqual([false, "the schedule has no rotations"]);
    expect(look(schedule("r"))).toEqual([
      false,
      "the rotation r is gone",
      "nobody is on call from 2026-11-23T08:00Z to 2026-12-24T08:00Z",
    ]);
  });

  it("nobody in the gaps of the next month, be they of an override or before the start", () => {
    const override = exampleOverride("1", "UTC", ["2026-11-25T10:00", "2026-11-25T12:00", ""]);
    expect(look(schedule("r"), new Map([["r", rosterOf("ann", [override], "2026-11-24T09:00")]]))).toEqual([
      true,
      "nobody is on call from 2026-11-23T08:00Z to 2026-11-24T09:00Z, and in 1 more gap during the next month",
    ]);
  });

  it("whom another rotation has on call meanwhile", () => {
    const override = exampleOverride("1", "UTC", ["2026-11-25T10:00", "2026-11-25T12:00", ""]);
    const rosters = new Map([
      ["r", rosterOf("ann", [override])],
      ["s", rosterOf("ann")],
    ]);
    expect(look(schedule("r", "s"), rosters)).toEqual([true]);
  });

  it("whom an override brings in, or not", () => {
    const override = exampleOverride("1", "UTC", ["2026-11-25T10:00", "2026-11-25T12:00", "cid"]);
    expect(look(schedule("r"), new Map([["r", rosterOf("ann", [override])]]))).toEqual([
      true,
      "cid cannot be woken: the plan has no stages",
    ]);
  });
});

it("many holes are told in one readable sentence", () => {
  const holes = Array.from({ length: 8 }, (_, n) => ({ kind: "empty stage" as const, text: `stage ${n}` }));
  expect(holesTold(holes)).toBe("stage 0; stage 1; stage 2; stage 3; stage 4; and 3 more");
});
