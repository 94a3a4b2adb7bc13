import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRotationOverride, deleteRotationOverride } from "../../contract/contacts/override.ts";
import { updateRotation } from "../../contract/contacts/rotation.ts";
import {
  type RotationShift,
  listPreviewRotationShifts,
  listRotationShifts,
} from "../../contract/contacts/shift.ts";
import type { InputOf } from "../../contract/operation.ts";
import { type Calls, callsOn } from "../../../test/harness/calls.ts";
import { contactsAccount, dailyAtNine } from "../../../test/harness/contacts-account.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import type { Storage } from "../../storage/storage.ts";

const time = (text: string) => new Date(`2026-${text}:00Z`);

/** "11-24T09:00 11-25T09:00 zoe" */
const told = (shifts: readonly RotationShift[] = []) =>
  shifts.map(({ StartTime, EndTime, ContactIds = [], ShiftDetails }) => {
    const short = (date: Date) => date.toISOString().slice(5, 16);
    const names = (arns: readonly string[]) => arns.map((arn) => arn.split("/").at(-1)).join("+");
    const replaced = ShiftDetails?.OverriddenContactIds ?? [];
    return `${short(StartTime)} ${short(EndTime)} ${names(ContactIds)}${replaced.length > 0 ? ` for ${names(replaced)}` : ""}`;
  });

forEachEngine((engine) => {
  let storage: Storage;
  let tocsin: Calls;
  beforeAll(async () => {
    storage = await engine.open();
    tocsin = callsOn(storage);
  });
  afterAll(() => storage[Symbol.asyncDispose]());

  const account = async () => {
    const it = await contactsAccount(tocsin);
    const [zoe, amy] = [await it.person("zoe"), await it.person("amy")];
    const RotationId = await it.rotation([zoe, amy], { StartTime: time("11-20T09:00") });
    const list = (input: Omit<InputOf<typeof listRotationShifts>, "RotationId">) =>
      it.call(listRotationShifts, { RotationId, ...input });
    return { ...it, zoe, amy, RotationId, list };
  };

  describe("ListRotationShifts", () => {
    it("lists whole shifts in turn, from now when no start is given", async () => {
      const { list, zoe } = await account();
      const { RotationShifts } = await list({ EndTime: time("11-25T08:00") });
      expect(told(RotationShifts)).toEqual([
        "11-22T09:00 11-23T09:00 zoe",
        "11-23T09:00 11-24T09:00 amy",
        "11-24T09:00 11-25T09:00 zoe",
      ]);
      expect(RotationShifts?.[0]).toEqual({
        StartTime: time("11-22T09:00"),
        EndTime: time("11-23T09:00"),
        ContactIds: [zoe],
        Type: "REGULAR",
        ShiftDetails: { OverriddenContactIds: [] },
      });
    });

    it("puts overrides in, says whom they replace, and has them back when the override goes", async () => {
      const { call, list, RotationId, amy } = await account();
      const range = { StartTime: time("11-24T09:00"), EndTime: time("11-26T09:00") };
      const before = await list(range);
      const { RotationOverrideId } = await call(createRotationOverride, {
        RotationId,
        NewContactIds: [amy],
        StartTime: time("11-24T20:00"),
        EndTime: time("11-25T04:00"),
      });
      const { RotationShifts } = await list(range);
      expect(told(RotationShifts)).toEqual([
        "11-24T09:00 11-24T20:00 zoe",
        "11-24T20:00 11-25T04:00 amy for zoe",
        "11-25T04:00 11-25T09:00 zoe",
        "11-25T09:00 11-26T09:00 amy",
      ]);
      expect(RotationShifts?.map(({ Type }) => Type)).toEqual([
        "REGULAR",
        "OVERRIDDEN",
        "REGULAR",
        "REGULAR",
      ]);
      await call(deleteRotationOverride, { RotationId, RotationOverrideId });
      expect(await list(range)).toEqual(before);
    });

    it("comes in pages that say what the whole list says, also where overrides cut shifts", async () => {
      const { call, list, RotationId, amy } = await account();
      for (const day of ["25", "27"])
        await call(createRotationOverride, {
          RotationId,
          NewContactIds: [amy],
          StartTime: time(`11-${day}T06:00`),
          EndTime: time(`11-${day}T12:00`),
        });
      const range = { StartTime: time("11-24T09:00"), EndTime: time("12-01T09:00") };
      const whole = await list(range);
      expect(whole).not.toHaveProperty("NextToken");
      const pages: RotationShift[] = [];
      let NextToken: string | undefined;
      do {
        const page = await list({ ...range, MaxResults: 2, NextToken });
        pages.push(...(page.RotationShifts ?? []));
        ({ NextToken } = page);
      } while (NextToken !== undefined);
      expect(pages).toEqual(whole.RotationShifts);
    });

    it("takes a range of centuries a page at a time", async () => {
      const { list } = await account();
      const page = await list({ EndTime: new Date("9999-01-01T00:00:00Z"), MaxResults: 1000 });
      expect(page.RotationShifts).toHaveLength(1000);
      expect(page.NextToken).toBeDefined();
    });

    it("follows an update of the rotation", async () => {
      const { call, list, RotationId } = await account();
      const Recurrence = { ...dailyAtNine, RecurrenceMultiplier: 2, NumberOfOnCalls: 2 };
      await call(updateRotation, { RotationId, Recurrence });
      const { RotationShifts } = await list({ EndTime: time("11-25T08:00") });
      expect(told(RotationShifts)).toEqual([
        "11-22T09:00 11-24T09:00 zoe+amy",
        "11-24T09:00 11-26T09:00 zoe+amy",
      ]);
    });

    it("refuses a range that ends before it begins, or before now, and tokens of other ranges", async () => {
      const { refusal, list, RotationId } = await account();
      for (const input of [
        { StartTime: time("11-25T00:00"), EndTime: time("11-25T00:00") },
        { EndTime: time("11-22T00:00") },
      ])
        expect(await refusal(listRotationShifts, { RotationId, ...input })).toMatchObject({
          name: "ValidationException",
          members: { Fields: [{ Name: "endTime" }] },
        });
      const { NextToken } = await list({ EndTime: time("11-29T00:00"), MaxResults: 1 });
      const other = { RotationId, EndTime: time("11-30T00:00"), NextToken };
      expect((await refusal(listRotationShifts, other)).name).toBe("ValidationException");
    });
  });

  describe("ListPreviewRotationShifts", () => {
    const draft = {
      Members: ["ann", "bob"],
      EndTime: time("11-26T10:00"),
      TimeZoneId: "UTC",
      Recurrence: dailyAtNine,
    };

    it("says what the rotation will say, once it is made of the draft", async () => {
      const { call, refusal, zoe, amy, RotationId } = await account();
      const span = { StartTime: time("11-24T12:00"), EndTime: time("11-25T12:00") };
      await call(createRotationOverride, { RotationId, NewContactIds: [amy], ...span });
      const range = { StartTime: time("11-23T00:00"), EndTime: time("12-23T00:00") };
      expect(
        await call(listPreviewRotationShifts, {
          ...draft,
          ...range,
          Members: [zoe, amy],
          RotationStartTime: time("11-20T09:00"),
          Overrides: [{ NewMembers: [amy], ...span }],
        }),
      ).toEqual(await call(listRotationShifts, { RotationId, ...range }));
      expect((await refusal(listPreviewRotationShifts, { ...draft, TimeZoneId: "PST" })).name).toBe(
        "ValidationException",
      );
    });

    it("of several overrides lets the last of the list win", async () => {
      const { call } = await account();
      const span = { StartTime: time("11-24T10:00"), EndTime: time("11-24T12:00") };
      const { RotationShifts } = await call(listPreviewRotationShifts, {
        ...draft,
        ...span,
        Overrides: [
          { NewMembers: ["one"], ...span },
          { NewMembers: ["two"], ...span },
        ],
      });
      expect(told(RotationShifts)).toEqual(["11-24T10:00 11-24T12:00 two for ann"]);
    });

    it("begins at the moment of the first page where no start is given, on later pages too", async () => {
      const { call } = await account();
      const first = await call(listPreviewRotationShifts, { ...draft, MaxResults: 1 });
      tocsin.clock.advance(90 * 60_000);
      const second = await call(listPreviewRotationShifts, { ...draft, NextToken: first.NextToken });
      expect(told([...(first.RotationShifts ?? []), ...(second.RotationShifts ?? [])])).toEqual([
        "11-23T08:00 11-23T09:00 ann",
        "11-23T09:00 11-24T09:00 bob",
        "11-24T09:00 11-25T09:00 ann",
        "11-25T09:00 11-26T09:00 bob",
        "11-26T09:00 11-27T09:00 ann",
      ]);
    });

    it("names everything that is wrong with a draft", async () => {
      const { refusal } = await account();
      const { members } = await refusal(listPreviewRotationShifts, {
        ...draft,
        TimeZoneId: "PST",
        Recurrence: { NumberOfOnCalls: 1, RecurrenceMultiplier: 1 },
        Overrides: [{ NewMembers: ["x"] }, { StartTime: time("11-24T00:00"), EndTime: time("11-24T00:00") }],
        EndTime: time("11-01T00:00"),
      });
      expect(members["Fields"]).toMatchObject(
        ["timeZoneId", "recurrence", "overrides.1.member", "overrides.2.member", "endTime"].map((Name) => ({
          Name,
        })),
      );
    });
  });
});
