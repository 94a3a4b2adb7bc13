import sql from "sql-template-tag";
import { expect, it } from "vitest";
import { type Calls, callsOn } from "../../test/harness/calls.ts";
import { forEachEngine, silent } from "../../test/harness/engines.ts";
import { readyAccount } from "../../test/harness/ready-account.ts";
import { systemClock } from "../clock.ts";
import { deleteIncidentRecord } from "../contract/incidents/incident.ts";
import { listTimelineEvents } from "../contract/incidents/timeline-event.ts";
import { deletingRemains } from "../storage/incident-remains.ts";
import { deleteIncident } from "../storage/incidents.ts";
import type { Storage } from "../storage/storage.ts";
import { recordEvents } from "../storage/timeline-events.ts";
import { advanceTo } from "../timers/manual-time.ts";
import { TimerRunner } from "../timers/runner.ts";
import { setTimer } from "../timers/set-timer.ts";
import { deleteIncidentRemains } from "./delete-incident-remains.ts";

const withEvents = async (storage: Storage, events: number) => {
  const tocsin = callsOn(storage);
  const account = await readyAccount(tocsin);
  const arn = await account.start(await account.plan("web"));
  const told = () => ({ id: tocsin.given.newId(), incidentArn: arn, time: 1, type: "T", data: 1 });
  await storage.write((tx) => recordEvents(tx, Array.from({ length: events }, told)));
  return { tocsin, account, arn };
};

const passMinute = async (storage: Storage, { clock }: Calls): Promise<void> => {
  const kinds = { [deletingRemains]: { run: deleteIncidentRemains({ clock }) } };
  const wall = systemClock();
  await using runner = new TimerRunner({ storage, clock, wall, log: silent, kinds, random: () => 0.5 });
  await runner.start();
  await advanceTo({ clock, storage, runner }, clock.now() + 60_000);
};

const rows = async (storage: Storage): Promise<unknown[]> => [
  ...(await storage.all(sql`select id from timeline_events`)),
  ...(await storage.all(sql`select id from timers`)),
];

forEachEngine((engine) => {
  it("what a crash left of a deleted incident is invisible, and goes", async () => {
    await using storage = await engine.open();
    const { tocsin, account, arn } = await withEvents(storage, 1500);
    await storage.write(async (tx) => {
      await deleteIncident(tx, arn);
      await setTimer(tx, { kind: deletingRemains, key: arn, due: tocsin.clock.now() });
    });
    expect(await account.call(listTimelineEvents, { incidentRecordArn: arn })).toEqual({
      eventSummaries: [],
    });
    expect(await rows(storage)).toHaveLength(1502);
    await passMinute(storage, tocsin);
    expect(await rows(storage)).toEqual([]);
  });

  it("an ordinary deletion leaves nothing, not even a timer, when it is answered", async () => {
    await using storage = await engine.open();
    const { account, arn } = await withEvents(storage, 1500);
    await account.call(deleteIncidentRecord, { arn });
    expect(await rows(storage)).toEqual([]);
  });
});
