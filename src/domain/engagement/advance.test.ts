import { expect, test } from "vitest";
import {
  channelsOf,
  contactArn,
  essential,
  informed,
  onCallIn,
  person,
  stage,
  tell,
} from "./example-engagements.ts";

const alice = person("alice", [0, "sms"]);
const bob = person("bob", [0, "sms"]);
const carol = person("carol", [0, "sms"]);

test("the first stage begins with the engagement, and the next when its duration is over", () => {
  const story = tell({
    stages: [stage(5, essential("alice")), stage(5, essential("bob"))],
    people: [alice, bob],
  });
  expect(story.look(0)).toEqual(["alice/sms"]);
  expect(story.nextLook()).toBe(5);
  expect(story.look(4.999)).toEqual([]);
  expect(story.look(5)).toEqual(["bob/sms"]);
});

test("the targets of a stage are engaged together, and a stage without duration has the next begin with it", () => {
  const stages = [stage(0, essential("alice"), essential("bob")), stage(5, essential("carol"))];
  expect(tell({ stages, people: [alice, bob, carol] }).look(0)).toEqual([
    "alice/sms",
    "bob/sms",
    "carol/sms",
  ]);
});

test("a person's own plan runs from the moment in which they are engaged", () => {
  const careful = person("bob", [2, "email"], [3, "sms"], [0, "sms", "voice"]);
  const story = tell({
    stages: [stage(5, essential("alice")), stage(30, essential("bob"))],
    people: [alice, careful],
  });
  story.look(0);
  expect(story.look(5)).toEqual(["bob/email"]);
  expect(story.look(7)).toEqual(["bob/sms"]);
  expect(story.look(10)).toEqual(["bob/sms", "bob/voice"]);
});

test("somebody engaged twice is paged by each plan, but never twice through one channel in one instant", () => {
  const own = person("alice", [1, "sms"], [1, "voice"]);
  const story = tell({
    stages: [stage(1, essential("alice"), informed("alice")), stage(5, essential("alice"))],
    people: [own],
  });
  expect(story.look(0)).toEqual(["alice/sms"]);
  expect(story.look(1)).toEqual(["alice/voice", "alice/sms"]);
  expect(story.look(2)).toEqual(["alice/voice"]);
});

test("an essential answer ends the engagement: no further stage, and nobody else", () => {
  const patient = person("bob", [2, "sms"], [2, "voice"]);
  const stages = [stage(5, essential("alice"), essential("bob")), stage(5, essential("carol"))];
  const story = tell({ stages, people: [alice, patient, carol] });
  story.look(0);
  story.answer("alice", 1);
  expect(story.look(1)).toEqual([]);
  expect(story.engagement.ended?.why).toBe("answered");
  expect(story.look(2)).toEqual([]);
  expect(story.look(5)).toEqual([]);
});

test("an answer that is not essential silences who gave it, and the escalation goes on", () => {
  const patient = person("alice", [2, "sms"], [2, "voice"]);
  const stages = [stage(5, informed("alice")), stage(5, essential("bob"))];
  const story = tell({ stages, people: [patient, bob] });
  story.look(0);
  story.answer("alice", 1);
  expect(story.look(1)).toEqual([]);
  expect(story.look(2)).toEqual([]);
  expect(story.look(5)).toEqual(["bob/sms"]);
});

test("who has answered before the plan calls their answer essential has answered", () => {
  const stages = [stage(5, informed("alice")), stage(5, essential("bob"), essential("alice"))];
  const story = tell({ stages, people: [alice, bob] });
  story.look(0);
  story.answer("alice", 1);
  story.look(1);
  expect(story.look(5)).toEqual([]);
  expect(story.engagement.ended?.why).toBe("answered");
});

test("a schedule is asked who is on call when its stage begins, and any of them answers for it", () => {
  const story = tell({
    stages: [stage(5, essential("alice")), stage(5, onCallIn("night"))],
    people: [alice],
  });
  const asked = (...onCall: readonly (typeof alice)[]): void => {
    story.facts = {
      ...story.facts,
      channels: channelsOf([alice, bob, carol]),
      onCall: new Map([[contactArn("night"), onCall]]),
    };
  };
  asked(alice);
  story.look(0);
  asked(bob, carol);
  expect(story.look(5)).toEqual(["bob/sms", "carol/sms"]);
  story.answer("carol", 6);
  story.look(6);
  expect(story.engagement.ended?.why).toBe("answered");
});

test("a page tells how the plan came to its person", () => {
  const story = tell({
    stages: [stage(5, essential("alice")), stage(5, onCallIn("night"))],
    people: [alice],
  });
  story.facts = {
    ...story.facts,
    channels: channelsOf([alice, bob]),
    onCall: new Map([[contactArn("night"), [bob]]]),
  };
  story.look(0);
  story.look(5);
  expect(story.pages.map((page) => page.resolutions)).toEqual([
    [
      { contact: contactArn("team"), type: "ESCALATION" },
      { contact: contactArn("alice"), type: "PERSONAL", stage: 0 },
    ],
    [
      { contact: contactArn("team"), type: "ESCALATION" },
      { contact: contactArn("night"), type: "ONCALL_SCHEDULE", stage: 1 },
      { contact: contactArn("bob"), type: "PERSONAL", stage: 1 },
    ],
  ]);
});

test("the plan of somebody found on call stays as it was when they were first seen", () => {
  const story = tell({ stages: [stage(5, onCallIn("night")), stage(5, onCallIn("night"))], people: [] });
  const found = (now: typeof bob): void => {
    story.facts = {
      ...story.facts,
      channels: channelsOf([now, bob]),
      onCall: new Map([[contactArn("night"), [now]]]),
    };
  };
  found(bob);
  expect(story.look(0)).toEqual(["bob/sms"]);
  found(person("bob", [0, "voice"]));
  expect(story.look(5)).toEqual(["bob/sms"]);
});

test("a stage that reaches nobody does not wait, and the timeline says whom it could not reach and why", () => {
  const silent = person("alice");
  const closed = person("carol", [0, "email"]);
  const stages = [
    stage(10, essential("alice"), essential("carol"), onCallIn("night"), essential("gone")),
    stage(5, essential("bob")),
  ];
  const story = tell({ stages, people: [silent, bob, closed] });
  story.facts = { ...story.facts, channels: channelsOf([bob]) };
  expect(story.look(0)).toEqual(["bob/sms"]);
  expect(story.happenings).toEqual([
    {
      type: "SSM Contacts Targets Unreachable for Incident",
      data: {
        contactArn: contactArn("team"),
        engagementArn: story.engagement.arn,
        stageIndex: 0,
        unreached: [
          { contactArn: contactArn("alice"), reason: "their plan names no channel" },
          { contactArn: contactArn("carol"), reason: "none of their channels is activated" },
          { contactArn: contactArn("night"), reason: "nobody is on call" },
          { contactArn: contactArn("gone"), reason: "it is not there any more" },
        ],
        goesOnAtOnce: true,
      },
    },
  ]);
});

test("a stage that reaches somebody waits for them, and still names whom it could not reach", () => {
  const stages = [stage(10, essential("alice"), onCallIn("night")), stage(5, essential("bob"))];
  const story = tell({ stages, people: [alice, bob] });
  expect(story.look(0)).toEqual(["alice/sms"]);
  expect(story.nextLook()).toBe(10);
  expect(story.happenings).toMatchObject([
    { data: { unreached: [{ reason: "nobody is on call" }], goesOnAtOnce: false } },
  ]);
});

test("a stage without targets is a delay", () => {
  const story = tell({ stages: [stage(10), stage(5, essential("alice"))], people: [alice] });
  expect(story.look(0)).toEqual([]);
  expect(story.nextLook()).toBe(10);
  expect(story.look(10)).toEqual(["alice/sms"]);
  expect(story.happenings).toEqual([]);
});

test("in a person's own plan, too, a stage of closed channels does not wait and a stage without any does", () => {
  const own = person("alice", [5, "email"], [3], [0, "sms"]);
  const story = tell({ stages: [stage(30, essential("alice"))], people: [own] });
  story.facts = { ...story.facts, channels: channelsOf([alice]) };
  expect(story.look(0)).toEqual([]);
  expect(story.happenings).toMatchObject([
    {
      type: "SSM Contacts Channels Unreachable for Incident",
      data: { contactArn: contactArn("alice"), stageIndex: 0 },
    },
  ]);
  expect(story.nextLook()).toBe(3);
  expect(story.look(3)).toEqual(["alice/sms"]);
});

test("a contact deleted meanwhile is passed over", () => {
  const story = tell({
    stages: [stage(5, essential("alice")), stage(5, essential("bob"))],
    people: [alice, bob],
  });
  story.facts = { ...story.facts, deleted: new Set([contactArn("alice")]) };
  expect(story.look(0)).toEqual(["bob/sms"]);
});

test("a look that comes late begins one stage, and gives its people their whole time", () => {
  const stages = [stage(5, essential("alice")), stage(5, essential("bob")), stage(5, essential("carol"))];
  const story = tell({ stages, people: [alice, bob, carol] });
  story.look(0);
  expect(story.look(60)).toEqual(["bob/sms"]);
  expect(story.nextLook()).toBe(65);
});

test("looking again at the same moment changes nothing", () => {
  const story = tell({
    stages: [stage(5, essential("alice")), stage(5, essential("bob"))],
    people: [alice, bob],
  });
  story.look(0);
  const { engagement } = story;
  expect(story.look(0)).toEqual([]);
  expect(story.engagement).toEqual(engagement);
});

test("a plan is gone through as often as it says, as long as nobody answers", () => {
  const story = tell({ stages: [stage(5, essential("alice"))], people: [alice], rounds: 3 });
  expect(story.look(0)).toEqual(["alice/sms"]);
  expect(story.look(5)).toEqual(["alice/sms"]);
  story.answer("alice", 6);
  expect(story.look(6)).toEqual([]);
  expect(story.look(10)).toEqual([]);
  expect(new Set(story.pages.map((page) => page.arn)).size).toBe(2);
});

test("a round lasts until everybody's own plan is over, and one without any duration lasts a minute", () => {
  const slow = person("alice", [7, "sms"]);
  const story = tell({ stages: [stage(0, essential("alice"))], people: [slow], rounds: 2 });
  story.look(0);
  expect(story.nextLook()).toBe(7);
  expect(story.look(7)).toEqual(["alice/sms"]);
  const hasty = tell({ stages: [stage(0, essential("bob"))], people: [bob], rounds: 2 });
  hasty.look(0);
  expect(hasty.nextLook()).toBe(1);
  expect(hasty.look(1)).toEqual(["bob/sms"]);
});

test("an engagement that nobody answers ends when every stage has had its time and every page is settled", () => {
  const story = tell({ stages: [stage(5, essential("alice"))], people: [alice] });
  story.look(0);
  story.facts = { ...story.facts, unsent: new Set([contactArn("alice")]) };
  story.look(5);
  expect(story.engagement.ended).toBeUndefined();
  expect(story.nextLook()).toBeUndefined();
  story.facts = { ...story.facts, unsent: new Set() };
  story.look(6);
  expect(story.engagement.ended?.why).toBe("ran out");
  expect(story.happenings).toMatchObject([{ type: "SSM Contacts Engagement Unanswered for Incident" }]);
});

test("a plan without stages ends at once", () => {
  const story = tell({ stages: [], people: [] });
  expect(story.look(0)).toEqual([]);
  expect(story.engagement.ended?.why).toBe("ran out");
});

test("an engagement that has ended does nothing", () => {
  const story = tell({ stages: [stage(5, essential("alice"))], people: [alice] });
  story.engagement = { ...story.engagement, ended: { at: 0, why: "stopped" } };
  expect(story.look(0)).toEqual([]);
  expect(story.engagement.ended?.why).toBe("stopped");
});
