import { expect, it } from "vitest";
import { deleteContact } from "../../contract/contacts/contact.ts";
import { createRotationOverride } from "../../contract/contacts/override.ts";
import { newEngagement } from "../../domain/engagement/engagement.ts";
import { findRotation, saveRotation } from "../../storage/rotations.ts";
import { callsOn } from "../../../test/harness/calls.ts";
import { contactsAccount } from "../../../test/harness/contacts-account.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import { factsOf } from "./facts.ts";

const hour = 3_600_000;

forEachEngine((engine) => {
  it("knows who is on call, which channels are open, and who is gone, whatever is broken", async () => {
    await using storage = await engine.open();
    const tocsin = callsOn(storage);
    const now = tocsin.clock.now();
    const account = await contactsAccount(tocsin);
    const [alice, bob] = [await account.wakeable("alice"), await account.wakeable("bob")];
    const [carol, gone] = [await account.person("carol"), await account.person("gone")];
    const StartTime = new Date(now - hour);
    const rotations = [
      await account.rotation([carol], { StartTime }),
      await account.rotation([alice], { StartTime }),
      await account.rotation([alice, bob], { StartTime }),
      await account.rotation([bob], { StartTime }),
    ];
    const [broken = "", overridden = ""] = rotations;
    const override = { StartTime: new Date(now), EndTime: new Date(now + hour) };
    await account.call(createRotationOverride, {
      RotationId: overridden,
      NewContactIds: [gone, bob],
      ...override,
    });
    await account.call(deleteContact, { ContactId: gone });
    const schedule = await account.schedule("schedule", ...rotations);
    await storage.write(async (tx) => {
      const rotation = await findRotation(tx, broken);
      if (rotation !== undefined) await saveRotation(tx, { ...rotation, timeZoneId: "Mars/Olympus" });
    });
    const target = (contact: string, kind: "person" | "schedule") => ({ contact, kind, essential: true });
    const engagement = newEngagement({
      arn: `${alice.replace(":contact/", ":engagement/")}/1`,
      started: now,
      plan: {
        contact: alice,
        type: "ESCALATION",
        stages: [{ wait: 0, targets: [target(schedule, "schedule"), target(gone, "person")] }],
        rounds: 1,
      },
      people: [],
    });

    const during = await factsOf(storage, engagement, now);
    const peopleOf = (facts: typeof during) => facts.onCall.get(schedule)?.map((it) => it.contact);
    expect(peopleOf(during)?.toSorted()).toEqual([alice, bob]);
    expect(during.deleted).toEqual(new Set([gone]));
    expect(new Set([...during.channels].map((it) => it.split("/")[1]))).toEqual(new Set(["alice", "bob"]));
    expect(during.unsent).toEqual(new Set());
    const stages = during.onCall.get(schedule)?.flatMap((it) => it.stages);
    expect(stages?.map((it) => it.wait)).toEqual([5 * 60_000, 5 * 60_000]);

    const none = { ...engagement, plan: { ...engagement.plan, stages: [] } };
    expect(await factsOf(storage, none, now)).toEqual({
      channels: new Set(),
      deleted: new Set(),
      onCall: new Map(),
      unsent: new Set(),
    });
  });
});
