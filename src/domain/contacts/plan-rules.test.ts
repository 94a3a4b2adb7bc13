import { describe, expect, it } from "vitest";
import type { Plan, Target } from "../../contract/contacts/contact.ts";
import { planFaults, referencesOf } from "./plan-rules.ts";

const channel: Target = { ChannelTargetInfo: { ContactChannelId: "channel" } };
const contact: Target = { ContactTargetInfo: { ContactId: "contact", IsEssential: true } };
const stages = (...targets: Target[][]): Plan => ({
  Stages: targets.map((Targets) => ({ DurationInMinutes: 5, Targets })),
});
const names = (faults: readonly { name: string }[]) => faults.map(({ name }) => name);

describe("the plan of", () => {
  it.each([
    ["PERSONAL", stages([channel], [channel, channel])],
    ["ESCALATION", stages([contact], [contact])],
    ["ONCALL_SCHEDULE", { RotationIds: ["rotation"] }],
    ["PERSONAL", {}],
    ["ESCALATION", { Stages: [] }],
    ["ONCALL_SCHEDULE", {}],
    ["PERSONAL", { Stages: [], RotationIds: [] }],
    ["ONCALL_SCHEDULE", { Stages: [], RotationIds: [] }],
  ] as [Parameters<typeof planFaults>[0], Plan][])("a %s contact can be %j", (type, plan) => {
    expect(planFaults(type, plan)).toEqual([]);
  });

  it("a schedule has no stages", () => {
    expect(planFaults("ONCALL_SCHEDULE", stages([contact]))).toEqual([
      { name: "plan.stages", message: "ONCALL SCHEDULE contact cannot have stages in plan" },
    ]);
  });

  it("people and escalations has no rotations, and the targets of its type", () => {
    expect(names(planFaults("PERSONAL", { ...stages([channel, contact]), RotationIds: ["x"] }))).toEqual([
      "plan.rotationIds",
      "plan.stages.1.member.targets.2.member",
    ]);
    expect(
      names(planFaults("ESCALATION", { ...stages([channel], [contact, channel]), RotationIds: ["x"] })),
    ).toEqual([
      "plan.rotationIds",
      "plan.stages.1.member.targets.1.member",
      "plan.stages.2.member.targets.2.member",
    ]);
  });

  it("anybody has targets that are one thing, and say whom", () => {
    const essential = { ContactTargetInfo: { IsEssential: true } };
    for (const target of [{}, { ...channel, ...contact }, essential])
      expect(names(planFaults("ESCALATION", stages([target])))).toEqual([
        "plan.stages.1.member.targets.1.member",
      ]);
  });

  it("waits no time only in a stage with a target", () => {
    const empty = { DurationInMinutes: 0, Targets: [] };
    expect(names(planFaults("PERSONAL", { Stages: [empty] }))).toEqual([
      "plan.stages.1.member.durationInMinutes",
    ]);
    expect(planFaults("PERSONAL", { Stages: [{ ...empty, Targets: [channel] }] })).toEqual([]);
    expect(planFaults("PERSONAL", { Stages: [{ ...empty, DurationInMinutes: 1 }] })).toEqual([]);
  });

  it("has at most a hundred stages of a hundred targets", () => {
    const hundred = Array.from({ length: 100 }, () => channel);
    expect(planFaults("PERSONAL", stages(...hundred.map(() => hundred)))).toEqual([]);
    expect(names(planFaults("PERSONAL", stages([...hundred, channel])))).toEqual([
      "plan.stages.1.member.targets",
    ]);
    expect(names(planFaults("PERSONAL", stages(...[...hundred, channel].map((it) => [it]))))).toEqual([
      "plan.stages",
    ]);
  });
});

it("what a plan names is found, with its place", () => {
  expect(referencesOf({ ...stages([contact], [channel, contact]), RotationIds: ["r"] })).toEqual({
    channels: [
      {
        arn: "channel",
        name: "plan.stages.2.member.targets.1.member.channelTargetInfo.contactChannelId",
        place: "Stage 2, target 1",
      },
    ],
    contacts: [
      {
        arn: "contact",
        name: "plan.stages.1.member.targets.1.member.contactTargetInfo.contactId",
        place: "Stage 1, target 1",
      },
      {
        arn: "contact",
        name: "plan.stages.2.member.targets.2.member.contactTargetInfo.contactId",
        place: "Stage 2, target 2",
      },
    ],
    rotations: [{ arn: "r", name: "plan.rotationIds.1.member", place: "Rotation 1" }],
  });
});
