import sql from "sql-template-tag";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  activateContactChannel,
  deactivateContactChannel,
  sendActivationCode,
} from "../../contract/contacts/activation.ts";
import {
  createContactChannel,
  deleteContactChannel,
  getContactChannel,
  listContactChannels,
  updateContactChannel,
} from "../../contract/contacts/channel.ts";
import { type Calls, callsOn } from "../../../test/harness/calls.ts";
import { channelStage, contactsAccount } from "../../../test/harness/contacts-account.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import type { Storage } from "../../storage/storage.ts";

const hour = 60 * 60_000;

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
    const bob = await it.person("bob");
    const send = (ContactChannelId: string) => it.call(sendActivationCode, { ContactChannelId });
    const activateWith = (ContactChannelId: string, ActivationCode: string) =>
      it.call(activateContactChannel, { ContactChannelId, ActivationCode });
    const refusedWith = (ContactChannelId: string, ActivationCode: string) =>
      it.refusal(activateContactChannel, { ContactChannelId, ActivationCode });
    const status = async (channel: string) => (await it.channelShown(channel)).ActivationStatus;
    return { ...it, bob, send, activateWith, refusedWith, status };
  };
  const phone = { Name: "phone", Type: "SMS" as const, DeliveryAddress: { SimpleAddress: "+14255550123" } };
  const wrong = (code = "000000") => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

  describe("CreateContactChannel", () => {
    it("keeps what it is given, not activated, and sends a code", async () => {
      const { call, bob, channelShown, codeFor } = await account();
      const { ContactChannelArn } = await call(createContactChannel, { ContactId: bob, ...phone });
      expect(ContactChannelArn).toMatch(
        /^arn:aws:ssm-contacts:us-east-1:\d{12}:contact-channel\/bob\/[0-9a-f-]{36}$/,
      );
      expect(await channelShown(ContactChannelArn)).toEqual({
        ContactChannelArn,
        ContactArn: bob,
        ...phone,
        ActivationStatus: "NOT_ACTIVATED",
      });
      expect(await codeFor(ContactChannelArn)).toMatch(/^\d{6}$/);
    });

    it("sends no code when the caller puts that off", async () => {
      const { call, bob, codeFor, refusedWith } = await account();
      const input = { ContactId: bob, ...phone, DeferActivation: true };
      const { ContactChannelArn } = await call(createContactChannel, input);
      expect(await codeFor(ContactChannelArn)).toBeUndefined();
      expect(await refusedWith(ContactChannelArn, "123456")).toMatchObject({
        name: "ValidationException",
        members: { Fields: [{ Name: "activationCode" }] },
      });
    });

    it("takes webhooks of the schemes that are set up, for any type", async () => {
      const { channel, bob, channelShown } = await account();
      for (const type of ["SMS", "VOICE", "EMAIL"] as const) {
        const arn = await channel(bob, "ntfy://push.example.com/bob", type);
        expect(await channelShown(arn)).toMatchObject({
          Type: type,
          DeliveryAddress: { SimpleAddress: "ntfy://push.example.com/bob" },
        });
      }
    });

    it.each([
      ["SMS", "14255550123"],
      ["VOICE", "alice@example.com"],
      ["EMAIL", "+14255550123"],
      ["EMAIL", "gopher://example.com/bob"],
    ] as const)("refuses as the address of %s: %s", async (Type, SimpleAddress) => {
      const { refusal, bob } = await account();
      const input = { ContactId: bob, Name: "x", Type, DeliveryAddress: { SimpleAddress } };
      expect(await refusal(createContactChannel, input)).toMatchObject({
        name: "ValidationException",
        members: { Fields: [{ Name: "deliveryAddress.simpleAddress" }] },
      });
    });

    it("refuses an absent address, and contacts that are no people or not there", async () => {
      const { refusal, bob, escalation } = await account();
      const stranger = await account();
      for (const input of [
        { ...phone, ContactId: bob, DeliveryAddress: {} },
        { ...phone, ContactId: await escalation("team") },
        { ...phone, ContactId: stranger.bob },
        { ...phone, ContactId: `${bob}-gone` },
      ])
        expect((await refusal(createContactChannel, input)).name).toBe("ValidationException");
    });

    it("makes one channel, and sends one code, for many calls with the same token", async () => {
      const { call, refusal, bob } = await account();
      const input = { ContactId: bob, ...phone, IdempotencyToken: "once" };
      const made = await Promise.all(Array.from({ length: 5 }, () => call(createContactChannel, input)));
      expect(new Set(made.map(({ ContactChannelArn }) => ContactChannelArn)).size).toBe(1);
      expect((await call(listContactChannels, { ContactId: bob })).ContactChannels).toHaveLength(1);
      expect((await refusal(createContactChannel, { ...input, Name: "other" })).name).toBe(
        "ConflictException",
      );
    });
  });

  describe("ListContactChannels", () => {
    it("comes in the order of making, in pages", async () => {
      const { call, bob, channel, refusal, person } = await account();
      const made: string[] = [];
      for (const digit of ["1", "2", "3"]) made.push(await channel(bob, `+1425555012${digit}`));
      const first = await call(listContactChannels, { ContactId: bob, MaxResults: 2 });
      const { NextToken } = first;
      const second = await call(listContactChannels, { ContactId: bob, NextToken });
      expect([...first.ContactChannels, ...second.ContactChannels].map((it) => it.ContactChannelArn)).toEqual(
        made,
      );
      expect(second).not.toHaveProperty("NextToken");
      const other = { ContactId: await person("eve"), NextToken };
      expect((await refusal(listContactChannels, other)).name).toBe("ValidationException");
    });
  });

  describe("activation", () => {
    it("takes the code that was sent, once", async () => {
      const { bob, channel, codeFor, activateWith, refusedWith, status } = await account();
      const arn = await channel(bob);
      const code = (await codeFor(arn)) ?? "";
      expect(await activateWith(arn, code)).toEqual({});
      expect(await status(arn)).toBe("ACTIVATED");
      expect((await refusedWith(arn, code)).message).toMatch(/^Invalid value provided - No activation code/);
      expect(await status(arn)).toBe("ACTIVATED");
    });

    it("counts wrong codes, also those that come at once, and the fifth voids the right one", async () => {
      const { bob, channel, codeFor, refusedWith, activateWith, status, send } = await account();
      const arn = await channel(bob);
      const code = (await codeFor(arn)) ?? "";
      await Promise.all(Array.from({ length: 4 }, () => refusedWith(arn, wrong(code))));
      expect((await refusedWith(arn, wrong(code))).message).toMatch(/for the 5th time/);
      expect((await refusedWith(arn, code)).name).toBe("ValidationException");
      expect(await status(arn)).toBe("NOT_ACTIVATED");
      await send(arn);
      await activateWith(arn, (await codeFor(arn)) ?? "");
      expect(await status(arn)).toBe("ACTIVATED");
    });

    it("takes no code that has expired", async () => {
      const { bob, channel, codeFor, refusedWith } = await account();
      const arn = await channel(bob);
      const code = (await codeFor(arn)) ?? "";
      tocsin.clock.advance(24 * hour);
      expect((await refusedWith(arn, code)).message).toMatch(/has expired/);
    });

    it("takes the last of several codes alone", async () => {
      const { bob, channel, codeFor, refusedWith, activateWith, send } = await account();
      const arn = await channel(bob);
      const first = (await codeFor(arn)) ?? "";
      let second = first;
      while (second === first) {
        tocsin.clock.advance(hour);
        await send(arn);
        second = (await codeFor(arn)) ?? "";
      }
      expect((await refusedWith(arn, first)).name).toBe("ValidationException");
      await activateWith(arn, second);
    });

    it("sends five codes in an hour and no more, also when asked at once", async () => {
      const { bob, channel, refusal, send, codeFor } = await account();
      const arn = await channel(bob);
      const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => send(arn)));
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(4);
      const last = await codeFor(arn);
      expect(await refusal(sendActivationCode, { ContactChannelId: arn })).toMatchObject({
        name: "ServiceQuotaExceededException",
        members: { QuotaCode: "activation-codes-per-hour", ServiceCode: "ssm-contacts", ResourceId: arn },
      });
      expect(await codeFor(arn)).toBe(last);
      tocsin.clock.advance(hour);
      await send(arn);
    });

    it("ends with deactivation, and comes back with another code", async () => {
      const { call, bob, channel, activate, status } = await account();
      const arn = await channel(bob);
      await activate(arn);
      const input = { ContactChannelId: arn };
      expect(await call(deactivateContactChannel, input)).toEqual({});
      expect(await call(deactivateContactChannel, input)).toEqual({});
      expect(await status(arn)).toBe("NOT_ACTIVATED");
      await call(sendActivationCode, input);
      await activate(arn);
      expect(await status(arn)).toBe("ACTIVATED");
    });
  });

  describe("UpdateContactChannel", () => {
    it("changes the name and leaves the activation", async () => {
      const { call, bob, channel, activate, channelShown } = await account();
      const arn = await channel(bob);
      await activate(arn);
      await call(updateContactChannel, {
        ContactChannelId: arn,
        Name: "mobile",
        DeliveryAddress: phone.DeliveryAddress,
      });
      expect(await channelShown(arn)).toMatchObject({ Name: "mobile", ActivationStatus: "ACTIVATED" });
    });

    it("takes the activation with the address, and the code that was on its way to the old one", async () => {
      const { call, bob, channel, activate, send, codeFor, refusedWith, status } = await account();
      const arn = await channel(bob);
      await activate(arn);
      await send(arn);
      const code = (await codeFor(arn)) ?? "";
      const DeliveryAddress = { SimpleAddress: "+14255550124" };
      await call(updateContactChannel, { ContactChannelId: arn, DeliveryAddress });
      expect(await status(arn)).toBe("NOT_ACTIVATED");
      expect(await codeFor(arn)).toBeUndefined();
      expect((await refusedWith(arn, code)).name).toBe("ValidationException");
    });

    it("refuses an address that does not fit the type, and changes nothing", async () => {
      const { refusal, bob, channel, channelShown } = await account();
      const arn = await channel(bob);
      const DeliveryAddress = { SimpleAddress: "alice@example.com" };
      const input = { ContactChannelId: arn, Name: "x", DeliveryAddress };
      expect((await refusal(updateContactChannel, input)).name).toBe("ValidationException");
      expect(await channelShown(arn)).toMatchObject(phone);
    });
  });

  describe("DeleteContactChannel", () => {
    it("takes the channel and the code on its way, and leaves the plan", async () => {
      const { call, refusal, bob, channel, plan, contact, codeFor } = await account();
      const arn = await channel(bob);
      const Plan = { Stages: [channelStage(5, arn)] };
      await plan(bob, Plan);
      expect(await call(deleteContactChannel, { ContactChannelId: arn })).toEqual({});
      expect(await codeFor(arn)).toBeUndefined();
      expect((await contact(bob)).Plan).toEqual(Plan);
      expect((await refusal(deleteContactChannel, { ContactChannelId: arn })).name).toBe(
        "ResourceNotFoundException",
      );
    });
  });

  it("the channels of other accounts are not there, and other ARNs name none", async () => {
    const { bob, channel } = await account();
    const arn = await channel(bob);
    const { refusal } = await account();
    for (const [ContactChannelId, name] of [
      [arn, "ResourceNotFoundException"],
      [bob, "ValidationException"],
    ] as const)
      for (const refused of [
        refusal(getContactChannel, { ContactChannelId }),
        refusal(updateContactChannel, { ContactChannelId }),
        refusal(deleteContactChannel, { ContactChannelId }),
        refusal(sendActivationCode, { ContactChannelId }),
        refusal(activateContactChannel, { ContactChannelId, ActivationCode: "123456" }),
        refusal(deactivateContactChannel, { ContactChannelId }),
      ])
        expect((await refused).name).toBe(name);
  });

  it("no code is kept as it is", async () => {
    const { bob, channel, codeFor } = await account();
    const code = (await codeFor(await channel(bob))) ?? "";
    const rows = await storage.all<{ pending: string | null }>(sql`select pending from contact_channels`);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ pending }) => pending?.includes(`"${code}"`) ?? false)).toBe(false);
  });
});
