// DescribePage: who was paged for what, with which words, and when it went out, arrived and was read.
import { type Implementation, implement } from "../../contract/call.ts";
import { describePage as operation } from "../../contract/contacts/page.ts";
import { shownPage } from "../../domain/contacts/page.ts";
import { findSaidPage } from "../../storage/pages.ts";
import type { Given } from "../given.ts";
import { requireOnboardedReader } from "./onboarded.ts";
import { missingOne, requireOwn } from "./own.ts";

export const describePage = ({ storage }: Given): Implementation =>
  implement({
    operation,
    resources: ({ PageId }) => [PageId],
    run: ({ PageId: arn }, { caller: { account } }) =>
      storage.read(async (reader) => {
        await requireOnboardedReader(reader, account);
        requireOwn("page", { account, arn });
        const said = await findSaidPage(reader, arn);
        if (said === undefined) throw missingOne("page", { account, arn });
        return shownPage(said.page, said.text);
      }),
  });
