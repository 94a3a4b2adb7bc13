// How a checkup reads on a terminal.
import { expect, it } from "vitest";
import type { Checkup } from "../contract/tocsin/reachability.ts";
import { checkupText } from "./checkup.ts";

const well: Checkup = {
  checkedTime: new Date("2026-11-23T08:00:00Z"),
  isWell: true,
  hasReplicationSet: true,
  people: 2,
  escalationPlans: 1,
  onCallSchedules: 0,
  responsePlans: 3,
  findings: [],
  media: [{ medium: "SMS", channels: 2, hasProvider: true }],
  deadTimers: [],
  quietResponsePlans: [],
};

it("says so when all is well", () => {
  expect(checkupText(well)).toBe(`Everybody can be woken.

Looked at 2 people, 1 escalation plan, 3 response plans on 2026-11-23 08:00Z.`);
});

it("says what to do when there is nobody", () => {
  const empty = { ...well, isWell: false, hasReplicationSet: false, people: 0, media: [] };
  expect(checkupText(empty)).toBe(`There is nobody who could be woken: no people yet, and no replication set.

The first of them:  tocsin people add alice --email alice@example.com
All of it:          docs/on-call.md`);
});

it("names the worst first, each with everything that is wrong with it", () => {
  const text = checkupText({
    ...well,
    isWell: false,
    findings: [
      { arn: "a", name: "team", type: "ESCALATION", wakes: true, faults: ["stage 2 has no targets"] },
      { arn: "b", name: "bob", type: "PERSONAL", wakes: false, faults: ["the plan has no stages"] },
      {
        arn: "c",
        name: "night",
        type: "ONCALL_SCHEDULE",
        wakes: false,
        faults: ["nobody is on call", "x is gone"],
      },
    ],
    media: [
      { medium: "EMAIL", channels: 1, hasProvider: false },
      { medium: "SMS", channels: 2, hasProvider: true },
    ],
    deadTimers: [
      {
        kind: "send-activation-code",
        key: "d",
        dueTime: new Date(0),
        attempts: 20,
        lastError: "Error: no\n answer",
      },
    ],
    quietResponsePlans: ["first"],
  });
  expect(text).toBe(`Could not be woken tonight:

  bob (person)
    - the plan has no stages

  night (on-call schedule)
    - nobody is on call
    - x is gone

Could be woken, but not as planned:

  team (escalation plan)
    - stage 2 has no targets

Messages that stay in the outbox:

  E-mail (1 channel)
    - no provider is configured: set TOCSIN_SMTP_URL and TOCSIN_MAIL_FROM

Given up after all its tries:

  send-activation-code of d
    - after 20 tries: Error: no answer

Looked at 2 people, 1 escalation plan, 3 response plans on 2026-11-23 08:00Z.
A response plan engages nobody, which may be meant: first.`);
});

it("says that nobody would hear of anything without a provider", () => {
  const media = [{ medium: "VOICE", channels: 1, hasProvider: false } as const];
  expect(checkupText({ ...well, isWell: false, media })).toMatch(
    /^Nobody would hear of it, messages stay in the outbox:\n\n {2}Calls \(1 channel\)/,
  );
});

it("says that nobody can be engaged without a replication set", () => {
  expect(checkupText({ ...well, isWell: false, hasReplicationSet: false })).toMatch(
    /^Nobody could be woken tonight: there is no active replication set\.\n/,
  );
});

it("names a few response plans, and counts the others", () => {
  const quietResponsePlans = ["a", "b", "c", "d", "e", "f", "g"];
  expect(checkupText({ ...well, quietResponsePlans })).toContain(
    "Some response plans engage nobody, which may be meant: a, b, c, d, e, 2 more.",
  );
});

it("lets no text from outside move the cursor", () => {
  const faults = ["the channel \u001b[2J\u009b (+14…23) is not activated"];
  const findings = [{ arn: "a", name: "bob", type: "PERSONAL", wakes: false, faults } as const];
  expect(checkupText({ ...well, isWell: false, findings: [...findings] })).not.toMatch(/[^\P{Cc}\n]/u);
});
