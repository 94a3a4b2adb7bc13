// AcceptPage: the person has the page, or has read it. Reading it acknowledges, and stops what waits for that.
import { type Implementation, implement } from "../../contract/call.ts";
import { acceptPage as operation } from "../../contract/contacts/page.ts";
import type { InputOf } from "../../contract/operation.ts";
import type { Fault } from "../../domain/contacts/fault.ts";
import { acknowledge } from "../../domain/engagement/acknowledge.ts";
import type { Page } from "../../domain/engagement/page.ts";
import type { Given } from "../given.ts";
import { pagingPorts } from "../paging/ports.ts";
import { refuse } from "./errors.ts";
import { requireOnboarded } from "./onboarded.ts";
import { ownPage } from "./own-page.ts";

type Input = InputOf<typeof operation>;

export const acceptPage = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ PageId }) => [PageId],
    run: async (input, { caller: { account } }) => {
      const { PageId: arn, AcceptType: type, AcceptCode, Note } = input;
      await given.storage.write(async (tx) => {
        await requireOnboarded(tx, account);
        const page = await ownPage(tx, { account, arn });
        refuse(faultsOf(input, page));
        const { engagement } = page;
        const now = given.clock.now();
        await acknowledge(pagingPorts(given), tx, {
          page: arn,
          engagement,
          type,
          info: Note ?? AcceptCode,
          now,
        });
      });
      return {};
    },
  });

/** A wrong code is not counted: whoever may call this may also leave the code unchecked. */
function faultsOf(
  { AcceptCode, AcceptCodeValidation = "ENFORCE", ContactChannelId }: Input,
  { code, channel }: Page,
): Fault[] {
  return [
    ...(AcceptCodeValidation === "IGNORE" || AcceptCode === code
      ? []
      : [{ name: "acceptCode", message: "The accept code is not that of the page" }]),
    ...(ContactChannelId === undefined || ContactChannelId === channel
      ? []
      : [{ name: "contactChannelId", message: "The page did not go to this contact channel" }]),
  ];
}
