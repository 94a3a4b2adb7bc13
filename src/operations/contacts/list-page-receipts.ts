// ListPageReceipts: what became of a page, the latest first.
import { type Implementation, implement } from "../../contract/call.ts";
import { listPageReceipts as operation } from "../../contract/contacts/page.ts";
import { shownReceipt } from "../../domain/contacts/page.ts";
import { listReceipts } from "../../storage/receipts.ts";
import type { Given } from "../given.ts";
import { timePlace } from "./time-place.ts";
import { listing } from "./listing.ts";
import { ownPage } from "./own-page.ts";

export const listPageReceipts = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ PageId }) => [PageId],
    run: (input, { caller }) =>
      given.storage.read(async (reader) => {
        const { PageId: arn } = input;
        const { channel } = await ownPage(reader, { account: caller.account, arn });
        const { rows, next } = await listing(given, {
          operation: operation.name,
          caller,
          input,
          rowsAfter: (after, limit) => listReceipts(reader, { page: arn, after: timePlace(after), limit }),
          positionOf: (it) => [it.at, it.id],
        });
        return { Receipts: rows.map((receipt) => shownReceipt(receipt, channel)), ...next };
      }),
  });
