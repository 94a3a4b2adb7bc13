import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { updateContact } from "../../contract/contacts/contact.ts";
import { describeEngagement, startEngagement, stopEngagement } from "../../contract/contacts/engagement.ts";
import {
  acceptPage,
  describePage,
  listPageReceipts,
  listPageResolutions,
  listPagesByContact,
  listPagesByEngagement,
} from "../../contract/contacts/page.ts";
import { type Calls, callsOn } from "../../../test/harness/calls.ts";
import {
  type ContactsAccount,
  channelStage,
  contactStage,
  contactsAccount,
  dailyAtNine,
} from "../../../test/harness/contacts-account.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import { type Answer, type Paging, startPaging } from "../../../test/harness/paging.ts";
import type { Storage } from "../../storage/storage.ts";

const words = {
  Sender: "cli",
  Subject: "Disk full",
  Content: "The disk of web-1 is full.",
  PublicSubject: "Something is full",
  IncidentId: "INC-7",
};
const provided = "Invalid value provided - ";

forEachEngine((engine) => {
  let storage: Storage;
  let tocsin: Calls;
  let paging: Paging;
  let account: ContactsAccount;
  let answer: Answer;
  const arrives: Answer = () => ({ outcome: "sent", said: "SM6656c1" });

  beforeAll(async () => {
    storage = await engine.open();
    tocsin = callsOn(storage);
    paging = await startPaging(tocsin, (message) => answer(message));
  });
  beforeEach(async () => {
    answer = arrives;
    account = await contactsAccount(tocsin);
  });
  afterAll(async () => {
    await paging[Symbol.asyncDispose]();
    await storage[Symbol.asyncDispose]();
  });

  const engage = async (ContactId: string): Promise<string> => {
    const { EngagementArn } = await account.call(startEngagement, { ContactId, ...words });
    await paging.settle();
    return EngagementArn;
  };
  /** Engages somebody. @returns their first page, with its code */
  const pageOf = async (contact: string) => {
    const engagement = await engage(contact);
    const message = paging.messages.findLast((it) => it.engagement === engagement);
    return { page: message?.page ?? "", code: message?.code ?? "", engagement, contact };
  };
  const pageOfAlice = async () => pageOf(await account.wakeable("alice"));
  const receiptsOf = async (PageId: string) =>
    (await account.call(listPageReceipts, { PageId })).Receipts?.map((it) => [
      it.ReceiptType,
      it.ReceiptInfo,
    ]);
  const unknown = (arn: string) => arn.slice(0, -4) + (arn.endsWith("0000") ? "1111" : "0000");
  const wrong = (code: string) => (code === "000000" ? "000001" : "000000");

  describe("AcceptPage", () => {
    it("READ acknowledges: the engagement ends, and the receipt shows the code", async () => {
      const { page, code, engagement } = await pageOfAlice();
      await paging.advance("PT1S");
      const now = new Date(tocsin.clock.now());
      await account.call(acceptPage, { PageId: page, AcceptType: "READ", AcceptCode: code });
      await paging.settle();
      expect(await account.call(describeEngagement, { EngagementId: engagement })).toMatchObject({
        StopTime: now,
      });
      expect(await account.call(describePage, { PageId: page })).toMatchObject({ ReadTime: now });
      expect((await receiptsOf(page))?.[0]).toEqual(["READ", code]);
    });

    it("DELIVERED is noted, and stops nothing", async () => {
      const { page, code, engagement } = await pageOfAlice();
      await account.call(acceptPage, { PageId: page, AcceptType: "DELIVERED", AcceptCode: code });
      await paging.settle();
      const { StopTime } = await account.call(describeEngagement, { EngagementId: engagement });
      expect(StopTime).toBeUndefined();
      expect(await account.call(describePage, { PageId: page })).toMatchObject({
        DeliveryTime: new Date(tocsin.clock.now()),
        ReadTime: undefined,
      });
    });

    it("keeps the note of the person instead of the code", async () => {
      const { page, code } = await pageOfAlice();
      const Note = "On my way, ten minutes";
      await account.call(acceptPage, { PageId: page, AcceptType: "READ", AcceptCode: code, Note });
      expect((await receiptsOf(page))?.[0]).toEqual(["READ", Note]);
    });

    it("refuses a wrong code unless told to ignore it", async () => {
      const { page, code } = await pageOfAlice();
      const input = { PageId: page, AcceptType: "READ", AcceptCode: wrong(code) } as const;
      for (const asked of [input, { ...input, AcceptCodeValidation: "ENFORCE" } as const])
        expect(await account.refusal(acceptPage, asked)).toMatchObject({
          name: "ValidationException",
          message: `${provided}The accept code is not that of the page`,
          members: { Fields: [{ Name: "acceptCode" }] },
        });
      expect((await receiptsOf(page))?.map(([type]) => type)).toEqual(["SENT"]);
      await account.call(acceptPage, { ...input, AcceptCodeValidation: "IGNORE" });
      expect((await receiptsOf(page))?.[0]).toEqual(["READ", input.AcceptCode]);
    });

    it("refuses another channel than the one that was paged, and takes that one", async () => {
      const { page, code, contact } = await pageOfAlice();
      const input = { PageId: page, AcceptType: "READ", AcceptCode: code } as const;
      const other = await account.channel(contact);
      expect(await account.refusal(acceptPage, { ...input, ContactChannelId: other })).toMatchObject({
        members: { Fields: [{ Name: "contactChannelId" }] },
      });
      const { Receipts = [] } = await account.call(listPageReceipts, { PageId: page });
      const ContactChannelId = Receipts[0]?.ContactChannelArn ?? "";
      await account.call(acceptPage, { ...input, ContactChannelId });
    });

    it("leaves a receipt when repeated, and after the engagement was stopped", async () => {
      const { page, code, engagement } = await pageOfAlice();
      await account.call(stopEngagement, { EngagementId: engagement });
      const input = { PageId: page, AcceptType: "READ", AcceptCode: code } as const;
      await account.call(acceptPage, input);
      await account.call(acceptPage, input);
      await paging.settle();
      expect((await receiptsOf(page))?.map(([type]) => type)).toEqual(["READ", "READ", "SENT"]);
    });

    it("refuses pages that are not there, and another account's", async () => {
      const { page, code } = await pageOfAlice();
      const input = { PageId: page, AcceptType: "READ", AcceptCode: code } as const;
      expect(await account.refusal(acceptPage, { ...input, PageId: unknown(page) })).toMatchObject({
        name: "ResourceNotFoundException",
        members: { ResourceId: unknown(page), ResourceType: "PAGE" },
      });
      const stranger = await contactsAccount(tocsin);
      for (const operation of [acceptPage, describePage, listPageReceipts, listPageResolutions])
        expect(await stranger.refusal(operation, input)).toMatchObject({ name: "ResourceNotFoundException" });
    });
  });

  it("DescribePage shows whom, for what, with which words, and when it went out", async () => {
    const { page, engagement, contact } = await pageOfAlice();
    expect(page).toMatch(contact.replace(":contact/", ":page/"));
    expect(await account.call(describePage, { PageId: page })).toEqual({
      PageArn: page,
      EngagementArn: engagement,
      ContactArn: contact,
      ...words,
      PublicContent: undefined,
      SentTime: new Date(tocsin.clock.now()),
      DeliveryTime: undefined,
      ReadTime: undefined,
    });
  });

  it("ListPagesByEngagement and ListPagesByContact list the newest first, page by page", async () => {
    const alice = await account.person("alice");
    const phones = [await account.channel(alice), await account.channel(alice, "+14255550124")];
    for (const phone of phones) await account.activate(phone);
    const stages = phones.map((phone) => channelStage(5, phone));
    await account.call(updateContact, { ContactId: alice, Plan: { Stages: stages } });
    const EngagementId = await engage(alice);
    await paging.advance("PT5M");
    const pages = paging.messages.filter((it) => it.engagement === EngagementId).map((it) => it.page);
    expect(pages).toHaveLength(2);
    const { Pages } = await account.call(listPagesByEngagement, { EngagementId });
    expect(Pages.map((it) => it.PageArn)).toEqual(pages.toReversed());
    expect(Pages[0]).toEqual({
      PageArn: pages[1],
      EngagementArn: EngagementId,
      ContactArn: alice,
      Sender: words.Sender,
      IncidentId: words.IncidentId,
      SentTime: new Date(tocsin.clock.now()),
      DeliveryTime: undefined,
      ReadTime: undefined,
    });
    const first = await account.call(listPagesByContact, { ContactId: alice, MaxResults: 1 });
    const second = await account.call(listPagesByContact, {
      ContactId: alice,
      MaxResults: 1,
      NextToken: first.NextToken,
    });
    expect([...first.Pages, ...second.Pages].map((it) => it.PageArn)).toEqual(pages.toReversed());
    expect(second.NextToken).toBeUndefined();
    const bob = await account.wakeable("bob");
    expect((await account.call(listPagesByContact, { ContactId: bob })).Pages).toEqual([]);
    expect(await account.refusal(listPagesByContact, { ContactId: `${bob}-2` })).toMatchObject({
      name: "ResourceNotFoundException",
    });
    expect(
      await account.refusal(listPagesByEngagement, { EngagementId: unknown(EngagementId) }),
    ).toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("ListPageReceipts tells each attempt, the latest first, with the address masked", async () => {
    let attempts = 0;
    answer = (message) =>
      ++attempts === 1 ? { outcome: "failed", said: "the line is busy" } : arrives(message);
    const { page } = await pageOfAlice();
    await paging.advance("PT1M");
    const { Receipts = [] } = await account.call(listPageReceipts, { PageId: page });
    expect(Receipts.map((it) => it.ReceiptType)).toEqual(["SENT", "ERROR"]);
    const [sent, failed] = Receipts;
    expect(sent).toMatchObject({ ReceiptInfo: "SM6656c1 (alice by SMS to +14…23)" });
    expect(failed?.ReceiptInfo).toMatch(
      /Attempt 1 to reach alice by SMS to \+14…23 failed: the line is busy/,
    );
    expect(sent?.ContactChannelArn).toContain(":contact-channel/alice/");
    const { NextToken } = await account.call(listPageReceipts, { PageId: page, MaxResults: 1 });
    const rest = await account.call(listPageReceipts, { PageId: page, MaxResults: 1, NextToken });
    expect(rest.Receipts).toEqual([failed]);
  });

  it("ListPageResolutions tells how the plan came to the person", async () => {
    const alice = await account.wakeable("alice");
    const rotation = await account.rotation([alice], { Recurrence: dailyAtNine });
    await paging.advance("P1D");
    const schedule = await account.schedule("schedule", rotation);
    const plan = await account.escalation(
      "plan",
      contactStage(0, await account.person("mute")),
      contactStage(5, schedule),
    );
    const { page } = await pageOf(plan);
    expect(await account.call(listPageResolutions, { PageId: page })).toEqual({
      PageResolutions: [
        { ContactArn: plan, Type: "ESCALATION", StageIndex: undefined },
        { ContactArn: schedule, Type: "ONCALL_SCHEDULE", StageIndex: 1 },
        { ContactArn: alice, Type: "PERSONAL", StageIndex: 1 },
      ],
    });
    const { page: alone } = await pageOf(alice);
    expect(await account.call(listPageResolutions, { PageId: alone })).toEqual({
      PageResolutions: [{ ContactArn: alice, Type: "PERSONAL", StageIndex: undefined }],
    });
    expect(await account.refusal(listPageResolutions, { PageId: page, NextToken: "x" })).toMatchObject({
      name: "ValidationException",
    });
  });
});
