// UpdateContactChannel: another name, another address. A changed address is somebody else's until its owner has a code from there.
import { type Implementation, implement } from "../../contract/call.ts";
import { updateContactChannel as operation } from "../../contract/contacts/channel.ts";
import { sendingCode } from "../../domain/contacts/activation.ts";
import { addressFaults, changedChannel, deactivated } from "../../domain/contacts/channel.ts";
import { saveChannel } from "../../storage/contact-channels.ts";
import { cancelTimer } from "../../timers/set-timer.ts";
import { refuse } from "./errors.ts";
import type { GivenForContacts } from "./given.ts";
import { lockOwnChannel } from "./own-channel.ts";
import { warnOfUnreachable } from "./warn-of-unreachable.ts";

export const updateContactChannel = (given: GivenForContacts): Implementation =>
  implement({
    operation,
    resources: ({ ContactChannelId }) => [ContactChannelId],
    run: async (input, { caller: { account } }) => {
      const { ContactChannelId: arn, DeliveryAddress } = input;
      await given.storage.write(async (tx) => {
        const held = await lockOwnChannel(tx, { account, arn });
        const { channel: before } = held;
        if (DeliveryAddress !== undefined)
          refuse(addressFaults(before.type, DeliveryAddress, given.webhookSchemes));
        const changed = { ...held, channel: changedChannel(before, input) };
        if (changed.channel.address === before.address) return saveChannel(tx, changed);
        await cancelTimer(tx, sendingCode, arn);
        await saveChannel(tx, deactivated(changed));
        return warnOfUnreachable(given, tx, [before.contactArn]);
      });
      return {};
    },
  });
