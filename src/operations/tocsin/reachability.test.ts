// The checkup and the test page, on a storage: what is told of an account, and who is paged.
import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Calls, callsOn } from "../../../test/harness/calls.ts";
import {
  type ContactsAccount,
  channelStage,
  contactStage,
  contactsAccount,
  dailyAtNine,
} from "../../../test/harness/contacts-account.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import { startPaging } from "../../../test/harness/paging.ts";
import { createContact, deleteContact } from "../../contract/contacts/contact.ts";
import { tagResource } from "../../contract/contacts/tag.ts";
import { createResponsePlan } from "../../contract/incidents/response-plan.ts";
import type { InputOf, Operation, OutputOf } from "../../contract/operation.ts";
import { checkReachability as check, sendTestPage } from "../../contract/tocsin/reachability.ts";
import type { Medium } from "../../domain/messages/letter.ts";
import { noNoticing } from "../../../test/harness/no-noticing.ts";
import { createSealer } from "../../domain/secrets/seal.ts";
import { newSecretKey } from "../../domain/secrets/secret-key.ts";
import type { Storage } from "../../storage/storage.ts";
import { putTimer, claimTimers, buryTimer } from "../../storage/timers.ts";
import { tocsinImplementations } from "./implementations.ts";

forEachEngine((engine) => {
  let storage: Storage;
  let calls: Calls;
  let account: ContactsAccount;
  beforeEach(async () => {
    storage = await engine.open();
    calls = callsOn(storage);
    account = await contactsAccount(calls);
  });
  afterEach(() => storage[Symbol.asyncDispose]());

  const callAs = async <O extends Operation>(
    operation: O,
    input: InputOf<O>,
    {
      carried = ["sms"],
      caller = account.caller,
    }: { carried?: Medium[]; caller?: ContactsAccount["caller"] } = {},
  ): Promise<OutputOf<O>> => {
    const given = {
      ...calls.given,
      noticing: noNoticing,
      readers: new Map(),
      sealer: createSealer(newSecretKey()),
      carried: new Set(carried),
    };
    const { run } = tocsinImplementations(given).get(operation.name) ?? expect.unreachable();
    return (await run(input, { caller, requestId: randomUUID() })) as OutputOf<O>;
  };
  const checkup = (carried?: Medium[]) => callAs(check, {}, { ...(carried && { carried }) });
  const faults = async (carried?: Medium[]) =>
    (await checkup(carried)).findings.map(({ name, wakes, faults }) => [name, wakes].concat(faults));

  const responsePlan = (name: string, engagements: string[], tags: Record<string, string> = { team: "a" }) =>
    account.call(createResponsePlan, {
      name,
      incidentTemplate: { title: name, impact: 1 },
      ...(engagements.length > 0 && { engagements }),
      tags,
    });

  describe("CheckReachability", () => {
    it("finds nobody in an empty account", async () => {
      const other = await callAs(check, {}, { caller: { ...account.caller, account: "999900009999" } });
      expect(other).toMatchObject({ isWell: false, hasReplicationSet: false, people: 0, findings: [] });
      expect(await checkup()).toMatchObject({
        isWell: false,
        hasReplicationSet: true,
        people: 0,
        findings: [],
      });
    });

    it("finds nothing wrong where everybody can be woken", async () => {
      const alice = await account.wakeable("alice");
      const night = await account.schedule("night", await account.rotation([alice]));
      await responsePlan("web", [
        await account.escalation("team", contactStage(5, alice), contactStage(5, night)),
      ]);
      expect(await checkup()).toEqual({
        checkedTime: new Date(calls.clock.now()),
        isWell: true,
        hasReplicationSet: true,
        people: 1,
        escalationPlans: 1,
        onCallSchedules: 1,
        responsePlans: 1,
        findings: [],
        media: [{ medium: "SMS", channels: 1, hasProvider: true }],
        deadTimers: [],
        quietResponsePlans: [],
      });
    });

    it("tells of everything on the way from a response plan to a phone", async () => {
      const bob = await account.person("bob");
      await account.plan(bob, { Stages: [channelStage(5, await account.channel(bob))] });
      const carol = await account.wakeable("carol");
      const dave = await account.person("dave");
      await account.escalation("team", contactStage(5, carol), contactStage(5, dave));
      await responsePlan("web", [bob, dave]);
      await responsePlan("quiet", []);
      await account.call(deleteContact, { ContactId: dave });
      expect(await faults()).toEqual([
        ["bob", false, "stage 1: the channel phone (+14…23) is not activated"],
        ["team", true, `stage 2: the contact ${dave} is gone`],
        ["web", false, "it engages bob, who could not be woken", `it engages ${dave}, which is gone`],
      ]);
      expect(await checkup()).toMatchObject({
        isWell: false,
        responsePlans: 2,
        quietResponsePlans: ["quiet"],
      });
    });

    it("tells of schedules without rotations, with gaps, and of members who are never on call", async () => {
      const people = [await account.wakeable("alice"), await account.wakeable("bob")];
      const mondays = await account.rotation(people, {
        Recurrence: {
          NumberOfOnCalls: 1,
          RecurrenceMultiplier: 7,
          DailySettings: [{ HourOfDay: 9, MinuteOfHour: 0 }],
          ShiftCoverages: { MON: [hours(9, 17)] },
        },
      });
      const tuesdays = await account.rotation(people, {
        Recurrence: {
          NumberOfOnCalls: 1,
          RecurrenceMultiplier: 1,
          WeeklySettings: [
            { DayOfWeek: "TUE", HandOffTime: { HourOfDay: 9, MinuteOfHour: 0 } },
            { DayOfWeek: "WED", HandOffTime: { HourOfDay: 9, MinuteOfHour: 0 } },
          ],
          ShiftCoverages: { TUE: [hours(9, 17)] },
        },
      });
      await account.schedule("empty");
      await account.schedule("gaps", mondays);
      await account.schedule("idle", tuesdays);
      await account.schedule("well", await account.rotation(people, { Recurrence: dailyAtNine }));
      const found = await faults();
      expect(found).toEqual([
        ["empty", false, "the schedule has no rotations"],
        ["gaps", true, expect.stringMatching(/^nobody is on call from .*, and in \d+ more gaps/)],
        [
          "idle",
          true,
          expect.stringMatching(/^nobody is on call from /),
          expect.stringMatching(/^(alice|bob) is never on call, every turn of theirs falls outside/),
        ],
      ]);
    });

    it("tells of tags that say nothing, on contacts and on response plans", async () => {
      const alice = await account.wakeable("alice");
      await account.call(tagResource, {
        ResourceARN: alice,
        Tags: [{ Key: "tocsin/stage-minutes", Value: "soon" }],
      });
      await responsePlan("web", [alice], { "tocsin/repeat": "often" });
      expect(await faults()).toEqual([
        ["alice", true, expect.stringMatching(/^The tag tocsin\/stage-minutes must be .*, not "soon"$/)],
        ["web", true, 'The tag tocsin/repeat must be 1 to 10, not "often"'],
      ]);
    });

    it("tells of each channel without a provider, but only once that there is none at all", async () => {
      await account.wakeable("alice");
      const bob = await account.person("bob");
      const mail = await account.channel(bob, "bob@example.com", "EMAIL");
      await account.activate(mail);
      await account.plan(bob, { Stages: [channelStage(5, mail)] });
      expect(await checkup(["email", "sms"])).toMatchObject({ isWell: true });
      const onlySms = await checkup(["sms"]);
      expect(onlySms).toMatchObject({
        isWell: false,
        findings: [{ name: "bob", wakes: false }],
        media: [
          { medium: "EMAIL", channels: 1, hasProvider: false },
          { medium: "SMS", channels: 1, hasProvider: true },
        ],
      });
      expect(await checkup([])).toMatchObject({
        isWell: false,
        findings: [],
        media: [{ hasProvider: false }, { hasProvider: false }],
      });
    });

    it("tells of work that was given up, but not of another account's", async () => {
      await account.wakeable("alice");
      const other = "arn:aws:ssm-contacts:us-east-1:999900009999:page/eve/1";
      for (const key of ["all", other]) await bury(storage, key);
      expect(await checkup()).toMatchObject({
        isWell: false,
        deadTimers: [{ kind: "forget-outbox", key: "all", attempts: 1, lastError: "the disk is full" }],
      });
    });

    it("looks at accounts of any size, in every Region", async () => {
      for (let n = 0; n < 200; n += 1) await account.person(`person-${n}`);
      const abroad = { ...account.caller, region: "eu-central-1" };
      await calls.call(abroad, createContact, { Alias: "zoe", Type: "PERSONAL", Plan: { Stages: [] } });
      const { people, findings } = await checkup();
      expect([people, findings.length]).toEqual([201, 201]);
    });
  });

  describe("SendTestPage", () => {
    it("pages whoever is named by alias or ARN, with words that say that nothing is wrong", async () => {
      await using paging = await startPaging(calls);
      const alice = await account.wakeable("alice");
      for (const contactId of ["alice", alice]) {
        const { engagementArn, contactArn } = await callAs(sendTestPage, { contactId });
        expect(contactArn).toBe(alice);
        await paging.settle();
        expect(paging.messages.at(-1)).toMatchObject({
          engagement: engagementArn,
          text: { subject: "A test: nothing is wrong", content: expect.stringContaining(account.caller.arn) },
        });
      }
      expect(paging.messages).toHaveLength(2);
    });

    it("refuses who could not be woken, and says why", async () => {
      await account.person("bob");
      await expect(callAs(sendTestPage, { contactId: "bob" })).rejects.toMatchObject({
        name: "ValidationException",
        message: "bob could not be woken: the plan has no stages.",
      });
    });

    it("knows nobody who is not there, or is another account's", async () => {
      const alice = await account.wakeable("alice");
      const other = await contactsAccount(calls);
      for (const contactId of ["eve", alice, "arn:aws:iam::111122223333:root"])
        await expect(callAs(sendTestPage, { contactId }, { caller: other.caller })).rejects.toMatchObject({
          name: "ResourceNotFoundException",
        });
    });

    it("asks for permission on the contact", () => {
      const given = {
        ...calls.given,
        noticing: noNoticing,
        readers: new Map(),
        sealer: createSealer(newSecretKey()),
        carried: new Set<Medium>(),
      };
      const { resources } = tocsinImplementations(given).get("SendTestPage") ?? expect.unreachable();
      const arn = `arn:aws:ssm-contacts:us-east-1:${account.caller.account}:contact/alice`;
      expect([
        resources({ contactId: "alice" }, account.caller),
        resources({ contactId: arn }, account.caller),
      ]).toEqual([[arn], [arn]]);
    });
  });
});

const hours = (from: number, to: number) => ({
  Start: { HourOfDay: from, MinuteOfHour: 0 },
  End: { HourOfDay: to, MinuteOfHour: 0 },
});

/** A timer whose tries are all used up. */
async function bury(storage: Storage, key: string): Promise<void> {
  const claim = { kinds: ["forget-outbox"], wallNow: 1, now: 1, holder: "a node", leaseUntil: 2, limit: 1 };
  await storage.write((tx) => putTimer(tx, { kind: "forget-outbox", key, due: 1, payload: "null" }));
  await storage.write(async (tx) => {
    const [timer] = await claimTimers(tx, claim);
    if (timer !== undefined) await buryTimer(tx, timer, "the disk is full");
  });
}
