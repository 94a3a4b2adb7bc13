// DeactivateContactChannel: nobody is paged there any more, until a new code comes back.
import { type Implementation, implement } from "../../contract/call.ts";
import { deactivateContactChannel as operation } from "../../contract/contacts/activation.ts";
import { sendingCode } from "../../domain/contacts/activation.ts";
import { deactivated } from "../../domain/contacts/channel.ts";
import { saveChannel } from "../../storage/contact-channels.ts";
import { cancelTimer } from "../../timers/set-timer.ts";
import type { GivenForContacts } from "./given.ts";
import { lockOwnChannel } from "./own-channel.ts";
import { warnOfUnreachable } from "./warn-of-unreachable.ts";

export const deactivateContactChannel = (given: GivenForContacts): Implementation =>
  implement({
    operation,
    resources: ({ ContactChannelId }) => [ContactChannelId],
    run: async ({ ContactChannelId: arn }, { caller: { account } }) => {
      await given.storage.write(async (tx) => {
        const held = await lockOwnChannel(tx, { account, arn });
        await cancelTimer(tx, sendingCode, arn);
        await saveChannel(tx, deactivated(held));
        await warnOfUnreachable(given, tx, [held.channel.contactArn]);
      });
      return {};
    },
  });
