// SendActivationCode: another code to the address; the one before no longer counts.
import { type Implementation, implement } from "../../contract/call.ts";
import { sendActivationCode as operation } from "../../contract/contacts/activation.ts";
import { mostCodesInAnHour } from "../../domain/contacts/activation.ts";
import { saveChannel } from "../../storage/contact-channels.ts";
import { quotaExceeded } from "./errors.ts";
import type { GivenForContacts } from "./given.ts";
import { lockOwnChannel } from "./own-channel.ts";
import { sendCode } from "./send-code.ts";

export const sendActivationCode = (given: GivenForContacts): Implementation =>
  implement({
    operation,
    resources: ({ ContactChannelId }) => [ContactChannelId],
    run: async ({ ContactChannelId: arn }, { caller: { account } }) => {
      await given.storage.write(async (tx) => {
        const held = await lockOwnChannel(tx, { account, arn });
        const activation = await sendCode(given, tx, held);
        if (activation === undefined) throw tooManyCodes(arn);
        await saveChannel(tx, { ...held, activation });
      });
      return {};
    },
  });

const tooManyCodes = (arn: string) =>
  quotaExceeded(`A contact channel is sent ${mostCodesInAnHour} activation codes in an hour at most.`, {
    code: "activation-codes-per-hour",
    ResourceType: "CONTACT_CHANNEL",
    ResourceId: arn,
  });
