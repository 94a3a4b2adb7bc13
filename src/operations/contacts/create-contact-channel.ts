// CreateContactChannel: a new address of a person, to which an activation code is sent unless the caller puts that off.
import { type Implementation, implement } from "../../contract/call.ts";
import { createContactChannel as operation } from "../../contract/contacts/channel.ts";
import { channelArn } from "../../domain/contacts/arn.ts";
import { addressFaults, newChannel } from "../../domain/contacts/channel.ts";
import { addChannel, channelsOf } from "../../storage/contact-channels.ts";
import type { Transaction } from "../../storage/storage.ts";
import { idempotently } from "../idempotent.ts";
import { invalid, invalidArn, refuse, tokenReused, unacceptable } from "./errors.ts";
import type { GivenForContacts } from "./given.ts";
import { holdOwnContact } from "./own-contact.ts";
import { sendCode } from "./send-code.ts";

/** AWS does not say. */
const mostChannels = 100;

export const createContactChannel = (given: GivenForContacts): Implementation =>
  implement({
    operation,
    resources: ({ ContactId }) => [ContactId],
    run: async (input, { caller: { account } }) => {
      const { ContactId: contactArn, Type, DeliveryAddress, DeferActivation: deferred = false } = input;
      refuse(addressFaults(Type, DeliveryAddress, given.webhookSchemes));
      return idempotently(given, {
        account,
        operation: operation.name,
        input,
        mismatch: () => tokenReused("CONTACT", contactArn),
        run: async (tx) => {
          await requirePerson(tx, { account, arn: contactArn });
          const arn = channelArn(contactArn, given.newId());
          const channel = newChannel({ arn, account, contactArn }, input);
          const activation = deferred
            ? undefined
            : await sendCode(given, tx, { channel, activation: undefined });
          await addChannel(tx, { channel, activation });
          return { ContactChannelArn: arn };
        },
      });
    },
  });

/** The operation models no ResourceNotFoundException. */
async function requirePerson(
  tx: Transaction,
  { account, arn }: { readonly account: string; readonly arn: string },
): Promise<void> {
  const { type } = await holdOwnContact(tx, { account, arn, missing: invalidArn });
  if (type !== "PERSONAL")
    throw invalid([{ name: "contactId", message: `${type} contact cannot have contact channels` }]);
  if ((await channelsOf(tx, arn)).length >= mostChannels)
    throw unacceptable(`A contact can have ${mostChannels} contact channels at most`);
}
