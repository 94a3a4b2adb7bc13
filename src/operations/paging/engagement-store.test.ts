import sql from "sql-template-tag";
import { expect, it } from "vitest";
import { describeEngagement, startEngagement } from "../../contract/contacts/engagement.ts";
import {
  deleteIncidentRecord,
  startIncident,
  updateIncidentRecord,
} from "../../contract/incidents/incident.ts";
import { createResponsePlan } from "../../contract/incidents/response-plan.ts";
import { listTimelineEvents } from "../../contract/incidents/timeline-event.ts";
import { findContact } from "../../storage/contacts.ts";
import { holdIncident, lockIncident } from "../../storage/incidents.ts";
import type { Storage, Transaction } from "../../storage/storage.ts";
import { callsOn } from "../../../test/harness/calls.ts";
import { type ContactsAccount, contactsAccount } from "../../../test/harness/contacts-account.ts";
import { forEachEngine, forPostgres } from "../../../test/harness/engines.ts";
import { startPaging } from "../../../test/harness/paging.ts";
import { beginEngagement } from "./begin-engagement.ts";

/** Until another transaction of PostgreSQL needs what this one has. */
async function somebodyWaitsFor(tx: Transaction): Promise<void> {
  for (let looks = 0; looks < 5000; looks++) {
    const waiting = await tx.first(sql`
      select pid from pg_locks
      where not granted and locktype = 'transactionid' and transactionid = pg_current_xact_id()::xid`);
    if (waiting !== undefined) return;
  }
  throw new Error("nobody waits");
}

const words = { Sender: "test", Subject: "Disk full", Content: "It is." };

/** @returns the ARN of an incident that engages nobody */
async function incidentOf({ call }: ContactsAccount): Promise<string> {
  const incidentTemplate = { title: "Disk full", impact: 2 };
  const { arn } = await call(createResponsePlan, { name: "web", incidentTemplate });
  return (await call(startIncident, { responsePlanArn: arn })).incidentRecordArn;
}

const hasEnded = async ({ call }: ContactsAccount, EngagementId: string): Promise<boolean> =>
  (await call(describeEngagement, { EngagementId })).StopTime !== undefined;

forEachEngine((engine) => {
  it("another account that names an incident neither writes its timeline nor is stopped with it", async () => {
    await using storage = await engine.open();
    const tocsin = callsOn(storage);
    await using paging = await startPaging(tocsin);
    const [owner, stranger] = [await contactsAccount(tocsin), await contactsAccount(tocsin)];
    const arn = await incidentOf(owner);
    const eve = await stranger.wakeable("eve");
    const input = { ContactId: eve, IncidentId: arn, ...words };
    const { EngagementArn } = await stranger.call(startEngagement, input);
    await paging.settle();
    expect(paging.messages).toHaveLength(1);
    const { eventSummaries } = await owner.call(listTimelineEvents, { incidentRecordArn: arn });
    expect(eventSummaries.map((it) => it.eventType)).toEqual(["SSM Incident Start"]);
    await owner.call(updateIncidentRecord, { arn, status: "RESOLVED" });
    expect(await hasEnded(stranger, EngagementArn)).toBe(false);
    await stranger.call(deleteIncidentRecord, { arn });
    expect(await hasEnded(stranger, EngagementArn)).toBe(false);
  });
});

forPostgres((engine) => {
  /** Engages Alice for an incident in a transaction that stays open until `then` waits for it. */
  const whileEngaging = async (
    one: Storage,
    then: (incident: string, account: ContactsAccount) => Promise<unknown>,
  ): Promise<boolean> => {
    const tocsin = callsOn(one);
    const account = await contactsAccount(tocsin);
    const arn = await incidentOf(account);
    const alice = await account.wakeable("alice");
    let other: Promise<unknown> | undefined;
    const engagement = await one.write(async (tx) => {
      const contact = await findContact(tx, alice);
      if (contact === undefined) throw new Error("Alice is gone");
      await holdIncident(tx, arn);
      const call = { sender: "test", subject: "Disk full", content: "It is.", incident: arn };
      const begun = await beginEngagement(tocsin.given, tx, { contact, call });
      other ??= then(arn, account);
      await somebodyWaitsFor(tx);
      return begun;
    });
    await other;
    return hasEnded(account, engagement);
  };

  it("who is engaged while the incident is resolved or deleted is left alone with it", async () => {
    const place = await engine.place();
    await using one = await engine.open(place);
    await using other = await engine.open(place);
    const resolved = await whileEngaging(one, (arn, { caller }) =>
      callsOn(other).call(caller, updateIncidentRecord, { arn, status: "RESOLVED" }),
    );
    const deleted = await whileEngaging(one, (arn, { caller }) =>
      callsOn(other).call(caller, deleteIncidentRecord, { arn }),
    );
    expect([resolved, deleted]).toEqual([true, true]);
  });

  it("StartEngagement waits for whoever is about to resolve the incident", async () => {
    const place = await engine.place();
    await using one = await engine.open(place);
    await using other = await engine.open(place);
    const account = await contactsAccount(callsOn(one));
    const arn = await incidentOf(account);
    const input = { ContactId: await account.wakeable("alice"), IncidentId: arn, ...words };
    let started: Promise<unknown> | undefined;
    await one.write(async (tx) => {
      await lockIncident(tx, arn, "update");
      started ??= callsOn(other).call(account.caller, startEngagement, input);
      await somebodyWaitsFor(tx);
    });
    expect(await started).toHaveProperty("EngagementArn");
  });
});
