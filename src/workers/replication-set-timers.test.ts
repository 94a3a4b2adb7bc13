import sql from "sql-template-tag";
import { describe, expect, it } from "vitest";
import { systemClock } from "../clock.ts";
import {
  createReplicationSet,
  deleteReplicationSet,
  getReplicationSet,
  updateDeletionProtection,
  updateReplicationSet,
} from "../contract/incidents/replication-set.ts";
import {
  createResponsePlan,
  getResponsePlan,
  listResponsePlans,
} from "../contract/incidents/response-plan.ts";
import { advancing, deleting } from "../domain/replication-set.ts";
import type { Storage, Transaction } from "../storage/storage.ts";
import { advanceTo } from "../timers/manual-time.ts";
import { TimerRunner } from "../timers/runner.ts";
import { callsOn, newCaller } from "../../test/harness/calls.ts";
import { type TestEngine, forEachEngine, silent } from "../../test/harness/engines.ts";
import { advanceReplicationSet } from "./advance-replication-set.ts";
import { deleteAccountData } from "./delete-account-data.ts";

const regions = { "us-east-1": {} };
const plan = { name: "web", incidentTemplate: { title: "Down", impact: 1 } };
const add = [{ addRegionAction: { regionName: "eu-west-1" } }];
const remove = [{ deleteRegionAction: { regionName: "us-east-1" } }];

/** Calls and a runner of timers, on one storage and one clock that only the test moves. */
const node = async (storage: Storage, replicationDelaySeconds: number) => {
  const tocsin = callsOn(storage, { replicationDelaySeconds });
  const { clock } = tocsin;
  const runner = new TimerRunner({
    storage,
    clock,
    wall: systemClock(),
    log: silent,
    kinds: {
      [advancing]: { run: advanceReplicationSet({ clock }) },
      [deleting]: { run: deleteAccountData({ clock }) },
    },
    random: () => 0.5,
  });
  await runner.start();
  const pass = (seconds: number) => advanceTo({ clock, storage, runner }, clock.now() + seconds * 1000);
  return { ...tocsin, pass, [Symbol.asyncDispose]: () => runner.stop() };
};

const timersLeft = async (storage: Storage): Promise<unknown[]> => storage.all(sql`select kind from timers`);

/** An account whose set is CREATING. */
const begin = async (engine: TestEngine) => {
  const storage = await engine.open();
  const tocsin = await node(storage, 60);
  const caller = newCaller();
  const { arn } = await tocsin.call(caller, createReplicationSet, { regions });
  const get = async () => (await tocsin.call(caller, getReplicationSet, { arn })).replicationSet;
  const end = async () => {
    await tocsin[Symbol.asyncDispose]();
    await storage[Symbol.asyncDispose]();
  };
  return { storage, tocsin, caller, arn, get, [Symbol.asyncDispose]: end };
};

forEachEngine((engine) => {
  describe("a replication set with a delay of a minute", () => {
    it("is CREATING for a minute, then ACTIVE, and works", async () => {
      await using it = await begin(engine);
      await it.tocsin.pass(59);
      expect(await it.get()).toMatchObject({
        status: "CREATING",
        regionMap: { "us-east-1": { status: "CREATING" } },
      });
      expect(await it.tocsin.refusal(it.caller, createResponsePlan, plan)).toMatchObject({
        name: "ResourceNotFoundException",
        members: { resourceType: "REPLICATION_SET" },
      });
      for (const [operation, error] of [
        [deleteReplicationSet, "ValidationException"],
        [updateReplicationSet, "ConflictException"],
      ] as const)
        expect((await it.tocsin.refusal(it.caller, operation, { arn: it.arn, actions: add })).name).toBe(
          error,
        );

      await it.tocsin.call(it.caller, updateDeletionProtection, { arn: it.arn, deletionProtected: true });

      await it.tocsin.pass(1);
      const now = new Date(it.tocsin.clock.now());
      expect(await it.get()).toMatchObject({
        status: "ACTIVE",
        deletionProtected: true,
        regionMap: { "us-east-1": { status: "ACTIVE", statusUpdateDateTime: now } },
      });
      await it.tocsin.call(it.caller, createResponsePlan, plan);
      expect(await timersLeft(it.storage)).toEqual([]);
    });

    it("is UPDATING for a minute while it goes on working", async () => {
      await using it = await begin(engine);
      await it.tocsin.pass(60);
      await it.tocsin.call(it.caller, updateReplicationSet, { arn: it.arn, actions: add });
      expect(await it.get()).toMatchObject({
        status: "UPDATING",
        regionMap: { "us-east-1": { status: "ACTIVE" }, "eu-west-1": { status: "CREATING" } },
      });
      await it.tocsin.call(it.caller, createResponsePlan, plan);
      await it.tocsin.pass(60);
      await it.tocsin.call(it.caller, updateReplicationSet, { arn: it.arn, actions: remove });
      expect(await it.get()).toMatchObject({ regionMap: { "us-east-1": { status: "DELETING" } } });
      await it.tocsin.pass(60);
      const { status, regionMap } = await it.get();
      expect({ status, regions: Object.keys(regionMap) }).toEqual({
        status: "ACTIVE",
        regions: ["eu-west-1"],
      });
    });

    it("is DELETING for a minute, in which its data cannot be used and no other set can be made", async () => {
      await using it = await begin(engine);
      const { call, refusal, pass } = it.tocsin;
      await pass(60);
      const { arn: planArn } = await call(it.caller, createResponsePlan, plan);
      await call(it.caller, deleteReplicationSet, { arn: it.arn });
      await pass(59);
      expect(await it.get()).toMatchObject({
        status: "DELETING",
        regionMap: { "us-east-1": { status: "DELETING" } },
      });
      expect((await refusal(it.caller, getResponsePlan, { arn: planArn })).name).toBe(
        "ResourceNotFoundException",
      );
      expect(await call(it.caller, listResponsePlans, {})).toEqual({ responsePlanSummaries: [] });
      expect((await refusal(it.caller, createReplicationSet, { regions })).name).toBe("ConflictException");
      const protect = { arn: it.arn, deletionProtected: true };
      expect((await refusal(it.caller, updateDeletionProtection, protect)).name).toBe("ValidationException");
      expect(await call(it.caller, deleteReplicationSet, { arn: it.arn })).toEqual({});

      await pass(1);
      expect((await refusal(it.caller, getReplicationSet, { arn: it.arn })).name).toBe(
        "ResourceNotFoundException",
      );
      await call(it.caller, createReplicationSet, { regions });
      await pass(60);
      expect(await call(it.caller, listResponsePlans, {})).toEqual({ responsePlanSummaries: [] });
    });
  });

  describe("without a delay", () => {
    it("no timer stays behind", async () => {
      await using storage = await engine.open();
      await using tocsin = await node(storage, 0);
      const caller = newCaller();
      const { arn } = await tocsin.call(caller, createReplicationSet, { regions });
      await tocsin.call(caller, updateReplicationSet, { arn, actions: add });
      await tocsin.call(caller, deleteReplicationSet, { arn });
      expect(await timersLeft(storage)).toEqual([]);
    });

    it("what a large account has goes by and by, also when the node that began it is gone", async () => {
      const place = await engine.place();
      const caller = newCaller();
      let arn = "";
      {
        await using storage = await engine.open(place);
        const tocsin = callsOn(storage);
        ({ arn } = await tocsin.call(caller, createReplicationSet, { regions }));
        await storage.write((tx) => manyTags(tx, caller.account));
        await tocsin.call(caller, deleteReplicationSet, { arn });
        expect(await tocsin.call(caller, getReplicationSet, { arn })).toMatchObject({
          replicationSet: { status: "DELETING" },
        });
      }
      await using storage = await engine.open(place);
      await using tocsin = await node(storage, 0);
      await tocsin.pass(1);
      expect((await tocsin.refusal(caller, getReplicationSet, { arn })).name).toBe(
        "ResourceNotFoundException",
      );
      expect(await storage.first(sql`select count(*) as count from tags`)).toEqual({ count: 0 });
      expect(await timersLeft(storage)).toEqual([]);
    });
  });
});

/** More than one call deletes by itself. */
const manyTags = (tx: Transaction, account: string) =>
  tx.run(sql`
    insert into tags (arn, account, tags)
    with recursive numbers(number) as (select 1 union all select number + 1 from numbers where number < 21000)
    select ${`arn:aws:ssm-incidents::${account}:incident-record/`} || number, ${account}, '{}' from numbers`);
