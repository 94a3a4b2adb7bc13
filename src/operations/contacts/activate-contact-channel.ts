// ActivateContactChannel: whoever has the code that was sent to an address owns it, and it is used from now on.
import { type Implementation, implement } from "../../contract/call.ts";
import { activateContactChannel as operation } from "../../contract/contacts/activation.ts";
import { type Guess, guess, mostWrongGuesses } from "../../domain/contacts/activation.ts";
import { saveChannel } from "../../storage/contact-channels.ts";
import { invalid } from "./errors.ts";
import type { GivenForContacts } from "./given.ts";
import { lockOwnChannel } from "./own-channel.ts";

export const activateContactChannel = (given: GivenForContacts): Implementation =>
  implement({
    operation,
    resources: ({ ContactChannelId }) => [ContactChannelId],
    run: async ({ ContactChannelId: arn, ActivationCode: code }, { caller: { account } }) => {
      const { activationCodes, clock, storage } = given;
      const digest = activationCodes.digest(arn, code);
      const guessed = await storage.write(async (tx) => {
        const { channel, activation } = await lockOwnChannel(tx, { account, arn });
        const outcome = guess(activation, { digest, now: clock.now() });
        const activated = channel.activated || outcome.right;
        await saveChannel(tx, { channel: { ...channel, activated }, activation: outcome.activation });
        return outcome;
      });
      // Only now: a refusal inside the transaction would undo the counting.
      if (!guessed.right) throw invalid([{ name: "activationCode", message: told[guessed.why] }]);
      return {};
    },
  });

const told: Record<(Guess & { readonly right: false })["why"], string> = {
  "no code": "No activation code is expected for this contact channel: send one with SendActivationCode",
  expired: "The activation code has expired: send another with SendActivationCode",
  wrong: "The activation code is wrong",
  "wrong too often": `The activation code is wrong for the ${mostWrongGuesses}th time and no longer counts: send another with SendActivationCode`,
};
