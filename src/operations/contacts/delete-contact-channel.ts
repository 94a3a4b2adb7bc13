// DeleteContactChannel: the address goes. Stages that name it stay as they are, and pass it over.
import { type Implementation, implement } from "../../contract/call.ts";
import { deleteContactChannel as operation } from "../../contract/contacts/channel.ts";
import { dropChannel } from "./drop-channel.ts";
import type { GivenForContacts } from "./given.ts";
import { lockOwnChannel } from "./own-channel.ts";
import { warnOfUnreachable } from "./warn-of-unreachable.ts";

export const deleteContactChannel = (given: GivenForContacts): Implementation =>
  implement({
    operation,
    resources: ({ ContactChannelId }) => [ContactChannelId],
    run: async ({ ContactChannelId: arn }, { caller: { account } }) => {
      await given.storage.write(async (tx) => {
        const { channel } = await lockOwnChannel(tx, { account, arn });
        await dropChannel(tx, arn);
        await warnOfUnreachable(given, tx, [channel.contactArn]);
      });
      return {};
    },
  });
