import { expect, test } from "vitest";
import { channelArn, contactArn, minute } from "./example-engagements.ts";
import { type PlannedContact, contactsNamedBy, freeze } from "./freeze.ts";

const alice: PlannedContact = {
  arn: contactArn("alice"),
  type: "PERSONAL",
  plan: {
    Stages: [
      {
        DurationInMinutes: 5,
        Targets: [
          { ChannelTargetInfo: { ContactChannelId: channelArn("alice/sms"), RetryIntervalInMinutes: 2 } },
          { ChannelTargetInfo: { ContactChannelId: channelArn("alice/voice") } },
        ],
      },
      { DurationInMinutes: 1, Targets: [] },
    ],
  },
};
const night: PlannedContact = {
  arn: contactArn("night"),
  type: "ONCALL_SCHEDULE",
  plan: { RotationIds: ["r"] },
};

const named = (
  name: string,
  IsEssential = true,
): { ContactTargetInfo: { ContactId: string; IsEssential: boolean } } => ({
  ContactTargetInfo: { ContactId: contactArn(name), IsEssential },
});
const team: PlannedContact = {
  arn: contactArn("team"),
  type: "ESCALATION",
  plan: {
    Stages: [
      { DurationInMinutes: 10, Targets: [named("alice"), named("night", false)] },
      { DurationInMinutes: 0, Targets: [named("gone"), named("alice")] },
    ],
  },
};
const contacts = new Map([alice, night, team].map((contact) => [contact.arn, contact]));

const alicesStages = [
  {
    wait: 5 * minute,
    targets: [
      { channel: channelArn("alice/sms"), retryEvery: 2 * minute },
      { channel: channelArn("alice/voice"), retryEvery: 0 },
    ],
  },
  { wait: minute, targets: [] },
];

test("an escalation plan is frozen with everybody it names", () => {
  expect(contactsNamedBy(team)).toEqual([contactArn("alice"), contactArn("night"), contactArn("gone")]);
  expect(freeze({ root: team, contacts })).toEqual({
    plan: {
      contact: contactArn("team"),
      type: "ESCALATION",
      rounds: 1,
      stages: [
        {
          wait: 10 * minute,
          targets: [
            { contact: contactArn("alice"), kind: "person", essential: true },
            { contact: contactArn("night"), kind: "schedule", essential: false },
          ],
        },
        {
          wait: 0,
          targets: [
            { contact: contactArn("gone"), kind: "missing", essential: true },
            { contact: contactArn("alice"), kind: "person", essential: true },
          ],
        },
      ],
    },
    people: [{ contact: contactArn("alice"), stages: alicesStages }],
  });
});

test("a person or a schedule alone is a plan of one essential target", () => {
  const only = (contact: PlannedContact, kind: string): object => ({
    contact: contact.arn,
    type: contact.type,
    rounds: 1,
    stages: [{ wait: 0, targets: [{ contact: contact.arn, kind, essential: true }] }],
  });
  expect(freeze({ root: alice, contacts: new Map() })).toEqual({
    plan: only(alice, "person"),
    people: [{ contact: alice.arn, stages: alicesStages }],
  });
  expect(freeze({ root: night, contacts: new Map() })).toEqual({ plan: only(night, "schedule"), people: [] });
});

test("an escalation plan inside another reaches nobody, as it could not on AWS", () => {
  const outer: PlannedContact = {
    ...team,
    arn: contactArn("outer"),
    plan: { Stages: [{ DurationInMinutes: 1, Targets: [named("team")] }] },
  };
  expect(freeze({ root: outer, contacts }).plan.stages[0]?.targets).toEqual([
    { contact: contactArn("team"), kind: "missing", essential: true },
  ]);
});

test("tags lengthen stages and repeat the plan, and the response plan comes before the contact", () => {
  const root: PlannedContact = { ...team, beyond: { rounds: 4, stageMinutes: [undefined, 120] } };
  const { plan } = freeze({ root, contacts });
  expect(plan.stages.map((stage) => stage.wait)).toEqual([10 * minute, 120 * minute]);
  expect(plan.rounds).toBe(4);
  expect(freeze({ root, contacts, rounds: 2 }).plan.rounds).toBe(2);
});

test("a plan that lacks its stages has none", () => {
  expect(freeze({ root: { ...team, plan: {} }, contacts }).plan.stages).toEqual([]);
  expect(freeze({ root: { ...alice, plan: {} }, contacts }).people).toEqual([
    { contact: alice.arn, stages: [] },
  ]);
});
