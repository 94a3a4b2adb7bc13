import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createContact } from "../../contract/contacts/contact.ts";
import {
  createRotationOverride,
  deleteRotationOverride,
  getRotationOverride,
  listRotationOverrides,
} from "../../contract/contacts/override.ts";
import {
  createRotation,
  deleteRotation,
  getRotation,
  listRotations,
  updateRotation,
} from "../../contract/contacts/rotation.ts";
import { listRotationShifts } from "../../contract/contacts/shift.ts";
import { listTagsForResource } from "../../contract/contacts/tag.ts";
import { type Calls, callsOn } from "../../../test/harness/calls.ts";
import { contactsAccount, dailyAtNine } from "../../../test/harness/contacts-account.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import type { Storage } from "../../storage/storage.ts";

const at = (HourOfDay: number, MinuteOfHour = 0) => ({ HourOfDay, MinuteOfHour });

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
    const shown = (RotationId: string) => it.call(getRotation, { RotationId });
    return { ...it, zoe, amy, shown };
  };
  const weekly = {
    NumberOfOnCalls: 2,
    RecurrenceMultiplier: 3,
    WeeklySettings: [
      { DayOfWeek: "WED" as const, HandOffTime: at(4, 25) },
      { DayOfWeek: "FRI" as const, HandOffTime: at(15, 57) },
    ],
    ShiftCoverages: {
      WED: [{ Start: at(8), End: at(17) }],
      FRI: [
        { Start: at(8), End: at(12) },
        { Start: at(13), End: at(17) },
      ],
      MON: [{ Start: at(8), End: at(17) }],
    },
  };

  describe("CreateRotation", () => {
    it("accepts the least that a rotation can say, and invents no start", async () => {
      const { caller, rotation, zoe, shown } = await account();
      const RotationArn = await rotation([zoe]);
      expect(RotationArn).toMatch(
        new RegExp(`^arn:aws:ssm-contacts:us-east-1:${caller.account}:rotation/[0-9a-f-]{36}$`),
      );
      expect(await shown(RotationArn)).toEqual({
        RotationArn,
        Name: "primary",
        ContactIds: [zoe],
        TimeZoneId: "UTC",
        Recurrence: dailyAtNine,
      });
    });

    it("accepts all that a rotation can say, keeps its order, and has the days in the order of their names", async () => {
      const { call, zoe, amy, shown } = await account();
      const input = {
        Name: "Full rotation_1.0",
        ContactIds: [zoe, amy, zoe],
        StartTime: new Date("2026-12-01T09:30:00.125Z"),
        TimeZoneId: "Australia/Lord_Howe",
        Recurrence: weekly,
      };
      const Tags = [{ Key: "team", Value: "sre" }];
      const { RotationArn } = await call(createRotation, { ...input, Tags });
      const rotation = await shown(RotationArn);
      expect(rotation).toEqual({ RotationArn, ...input });
      expect(Object.keys(rotation.Recurrence.ShiftCoverages ?? {})).toEqual(["FRI", "MON", "WED"]);
      expect(await call(listTagsForResource, { ResourceARN: RotationArn })).toEqual({ Tags });
    });

    it("takes empty settings for absent ones, as clients send them", async () => {
      const { rotation, zoe, shown } = await account();
      const empty = { WeeklySettings: [], MonthlySettings: [], ShiftCoverages: {} };
      const arn = await rotation([zoe], { Recurrence: { ...dailyAtNine, ...empty } });
      expect((await shown(arn)).Recurrence).toEqual(dailyAtNine);
    });

    it("refuses recurrences of no kind or two kinds, unknown time zones and abbreviations, all at once", async () => {
      const { refusal, zoe } = await account();
      const input = { Name: "x", ContactIds: [zoe] };
      const { DailySettings, ...none } = dailyAtNine;
      for (const Recurrence of [none, { ...none, DailySettings: [] }, { ...weekly, DailySettings }])
        for (const TimeZoneId of ["PST", "EST", "Mars/Olympus", "+02:00"])
          expect(
            await refusal(createRotation, {
              ...input,
              TimeZoneId,
              Recurrence,
            }),
          ).toMatchObject({
            name: "ValidationException",
            members: { Fields: [{ Name: "timeZoneId" }, { Name: "recurrence" }] },
          });
    });

    it("refuses those who are not there, and those who are no people", async () => {
      const { refusal, zoe, escalation, schedule } = await account();
      const stranger = await account();
      const input = { Name: "x", TimeZoneId: "UTC", Recurrence: dailyAtNine };
      for (const gone of [`${zoe}-gone`, stranger.zoe])
        expect(await refusal(createRotation, { ...input, ContactIds: [zoe, gone] })).toMatchObject({
          name: "ResourceNotFoundException",
          members: { ResourceId: gone, ResourceType: "CONTACT" },
        });
      const ContactIds = [zoe, await schedule("night"), await escalation("team")];
      const { name, members } = await refusal(createRotation, { ...input, ContactIds });
      expect(name).toBe("ValidationException");
      expect(new Set((members["Fields"] as { Name: string }[]).map(({ Name }) => Name))).toEqual(
        new Set(["contactIds.2.member", "contactIds.3.member"]),
      );
    });

    it("makes one rotation for many calls with the same token, and refuses it for other details", async () => {
      const { call, refusal, zoe } = await account();
      const input = {
        Name: "x",
        ContactIds: [zoe],
        StartTime: new Date("2026-12-01T00:00:00Z"),
        TimeZoneId: "UTC",
        Recurrence: dailyAtNine,
        IdempotencyToken: "once",
      };
      const made = await Promise.all(Array.from({ length: 5 }, () => call(createRotation, input)));
      expect(new Set(made.map(({ RotationArn }) => RotationArn)).size).toBe(1);
      expect((await refusal(createRotation, { ...input, Name: "y" })).name).toBe("ValidationException");
    });
  });

  describe("ListRotations", () => {
    it("is sorted by name, then by making, filtered by prefix, in pages", async () => {
      const { call, rotation, zoe } = await account();
      const made = new Map<string, string>();
      for (const [key, Name] of [
        ["c", "prod b"],
        ["a", "PROD"],
        ["d", "prod b"],
        ["b", "prod a"],
        ["e", "test"],
      ] as const)
        made.set(key, await rotation([zoe], { Name }));
      const order = (...keys: string[]) => keys.map((key) => made.get(key));
      const arns: string[] = [];
      let NextToken: string | undefined;
      do {
        const page = await call(listRotations, { MaxResults: 2, NextToken });
        arns.push(...page.Rotations.map(({ RotationArn }) => RotationArn));
        ({ NextToken } = page);
      } while (NextToken !== undefined);
      expect(arns).toEqual(order("a", "b", "c", "d", "e"));
      const { Rotations } = await call(listRotations, { RotationNamePrefix: "prod " });
      expect(Rotations.map(({ RotationArn }) => RotationArn)).toEqual(order("b", "c", "d"));
    });
  });

  describe("UpdateRotation", () => {
    it("changes the recurrence, and what else it names", async () => {
      const { call, rotation, zoe, amy, shown } = await account();
      const RotationId = await rotation([zoe], { StartTime: new Date("2026-12-01T00:00:00Z") });
      const before = await shown(RotationId);
      await call(updateRotation, { RotationId, Recurrence: weekly });
      expect(await shown(RotationId)).toEqual({ ...before, Recurrence: weekly });
      const change = {
        ContactIds: [amy, zoe],
        StartTime: new Date("2046-12-01T00:00:00Z"),
        TimeZoneId: "Europe/Berlin",
        Recurrence: dailyAtNine,
      };
      await call(updateRotation, { RotationId, ...change });
      expect(await shown(RotationId)).toEqual({ ...before, ...change });
    });

    it("refuses what CreateRotation refuses, and changes nothing", async () => {
      const { refusal, rotation, zoe, shown, schedule } = await account();
      const RotationId = await rotation([zoe]);
      const before = await shown(RotationId);
      for (const change of [
        { TimeZoneId: "PST" },
        { Recurrence: { ...weekly, ...dailyAtNine } },
        { ContactIds: [await schedule("night")] },
      ]) {
        const input = { RotationId, Recurrence: weekly, ...change };
        expect((await refusal(updateRotation, input)).name).toBe("ValidationException");
      }
      const gone = { RotationId, Recurrence: weekly, ContactIds: [`${zoe}-gone`] };
      expect((await refusal(updateRotation, gone)).name).toBe("ResourceNotFoundException");
      expect(await shown(RotationId)).toEqual(before);
    });
  });

  describe("DeleteRotation", () => {
    it("takes it out of every schedule, with its overrides, and leaves the other rotations", async () => {
      const { call, refusal, rotation, zoe, schedule, contact } = await account();
      const [first, second] = [await rotation([zoe]), await rotation([zoe])];
      const [night, day] = [await schedule("night", first, second), await schedule("day", first)];
      await call(createRotationOverride, { RotationId: first, NewContactIds: [zoe], ...nextWeek });
      expect(await call(deleteRotation, { RotationId: first })).toEqual({});
      expect((await contact(night)).Plan).toEqual({ RotationIds: [second] });
      expect((await contact(day)).Plan).toEqual({ RotationIds: [] });
      for (const refused of [
        refusal(getRotation, { RotationId: first }),
        refusal(deleteRotation, { RotationId: first }),
        refusal(listRotationOverrides, { RotationId: first, ...nextWeek }),
      ])
        expect(await refused).toMatchObject({
          name: "ResourceNotFoundException",
          members: { ResourceId: first, ResourceType: "ROTATION" },
        });
    });

    it("and a schedule that wants the rotation at the same time never leave one that is gone in a plan", async () => {
      const { call, rotation, zoe, contact } = await account();
      for (let round = 0; round < 5; round++) {
        const RotationId = await rotation([zoe]);
        const input = {
          Alias: `night-${round}`,
          Type: "ONCALL_SCHEDULE" as const,
          Plan: { RotationIds: [RotationId] },
        };
        const [, made] = await Promise.allSettled([
          call(deleteRotation, { RotationId }),
          call(createContact, input),
        ]);
        if (made.status === "fulfilled")
          expect((await contact(made.value.ContactArn)).Plan).toEqual({ RotationIds: [] });
      }
    });
  });

  const nextWeek = {
    StartTime: new Date("2026-11-30T12:00:00Z"),
    EndTime: new Date("2026-12-02T12:00:00Z"),
  };

  describe("rotation overrides", () => {
    it("are kept, read, listed and deleted", async () => {
      const { call, refusal, rotation, zoe, amy } = await account();
      const RotationId = await rotation([zoe]);
      const input = { RotationId, NewContactIds: [amy, zoe], ...nextWeek };
      const { RotationOverrideId } = await call(createRotationOverride, input);
      const kept = {
        RotationOverrideId,
        NewContactIds: [amy, zoe],
        ...nextWeek,
        CreateTime: new Date(tocsin.clock.now()),
      };
      const key = { RotationId, RotationOverrideId };
      expect(await call(getRotationOverride, key)).toEqual({ RotationArn: RotationId, ...kept });
      expect(await call(listRotationOverrides, { RotationId, ...nextWeek })).toEqual({
        RotationOverrides: [kept],
      });
      expect(await call(deleteRotationOverride, key)).toEqual({});
      for (const refused of [refusal(getRotationOverride, key), refusal(deleteRotationOverride, key)])
        expect(await refused).toMatchObject({
          name: "ResourceNotFoundException",
          members: { ResourceId: RotationOverrideId, ResourceType: "ROTATION_OVERRIDE" },
        });
    });

    it("are listed where they touch the range, by their start, in pages", async () => {
      const { call, refusal, rotation, zoe } = await account();
      const RotationId = await rotation([zoe]);
      const day = (date: number) => new Date(`2026-12-${String(date).padStart(2, "0")}T00:00:00Z`);
      const make = async (from: number, to: number) => {
        const span = { StartTime: day(from), EndTime: day(to) };
        const input = { RotationId, NewContactIds: [zoe], ...span };
        return (await call(createRotationOverride, input)).RotationOverrideId;
      };
      await make(1, 5);
      const [third, first, second] = [await make(9, 20), await make(2, 6), await make(7, 8)];
      await make(10, 11);
      const range = { RotationId, StartTime: day(5), EndTime: day(10) };
      const page = await call(listRotationOverrides, { ...range, MaxResults: 2 });
      const { NextToken } = page;
      const rest = await call(listRotationOverrides, { ...range, NextToken });
      expect(
        [page, rest].map((it) => it.RotationOverrides?.map(({ RotationOverrideId }) => RotationOverrideId)),
      ).toEqual([[first, second], [third]]);
      const backwards = { RotationId, StartTime: day(5), EndTime: day(5) };
      expect((await refusal(listRotationOverrides, backwards)).name).toBe("ValidationException");
    });

    it("are at least 30 minutes long, and not over yet", async () => {
      const { call, refusal, rotation, zoe } = await account();
      const RotationId = await rotation([zoe]);
      const now = tocsin.clock.now();
      const minutes = (from: number, to: number) => ({
        RotationId,
        NewContactIds: [zoe],
        StartTime: new Date(now + from * 60_000),
        EndTime: new Date(now + to * 60_000),
      });
      for (const input of [minutes(10, 39), minutes(10, 10), minutes(50, 10), minutes(-90, 0)])
        expect(await refusal(createRotationOverride, input)).toMatchObject({
          name: "ValidationException",
          members: { Fields: [{ Name: "endTime" }] },
        });
      await call(createRotationOverride, minutes(-29, 1));
    });

    it("take people alone, who need not be in the rotation, or nobody", async () => {
      const { call, refusal, rotation, zoe, amy, schedule } = await account();
      const RotationId = await rotation([zoe]);
      const night = await schedule("night", RotationId);
      const refusedWith = async (...NewContactIds: string[]) =>
        (await refusal(createRotationOverride, { RotationId, NewContactIds, ...nextWeek })).name;
      expect(await refusedWith(amy, night)).toBe("ValidationException");
      expect(await refusedWith(`${amy}-gone`)).toBe("ResourceNotFoundException");
      await call(createRotationOverride, { RotationId, NewContactIds: [], ...nextWeek });
      expect(tocsin.warnings.at(-1)).toMatch(
        /^night could not be woken: nobody is on call from 2026-11-30T12:00Z to 2026-12-02T12:00Z; zoe cannot/,
      );
    });

    it("are made once for the same token", async () => {
      const { call, refusal, rotation, zoe } = await account();
      const RotationId = await rotation([zoe]);
      const input = { RotationId, NewContactIds: [zoe], ...nextWeek, IdempotencyToken: "once" };
      const made = await Promise.all(Array.from({ length: 4 }, () => call(createRotationOverride, input)));
      expect(new Set(made.map(({ RotationOverrideId }) => RotationOverrideId)).size).toBe(1);
      expect((await refusal(createRotationOverride, { ...input, NewContactIds: [] })).name).toBe(
        "ValidationException",
      );
    });
  });

  it("the rotations of other accounts are not there, and other ARNs name none", async () => {
    const { rotation, zoe } = await account();
    const arn = await rotation([zoe]);
    const { refusal } = await account();
    const RotationOverrideId = "01234567-89ab-cdef-0123-456789abcdef";
    for (const [RotationId, name] of [
      [arn, "ResourceNotFoundException"],
      [arn.replace(/[^/]+$/, "primary"), "ValidationException"],
      [zoe, "ValidationException"],
    ] as const)
      for (const refused of [
        refusal(getRotation, { RotationId }),
        refusal(updateRotation, { RotationId, Recurrence: dailyAtNine }),
        refusal(deleteRotation, { RotationId }),
        refusal(createRotationOverride, { RotationId, NewContactIds: [], ...nextWeek }),
        refusal(getRotationOverride, { RotationId, RotationOverrideId }),
        refusal(listRotationOverrides, { RotationId, ...nextWeek }),
        refusal(deleteRotationOverride, { RotationId, RotationOverrideId }),
      ])
        expect((await refused).name).toBe(name);
    for (const RotationId of [arn, zoe])
      expect(await refusal(listRotationShifts, { RotationId, EndTime: nextWeek.EndTime })).toMatchObject({
        name: "ValidationException",
        message: `Invalid value provided - Invalid resource Arn ${RotationId}`,
      });
  });
});
