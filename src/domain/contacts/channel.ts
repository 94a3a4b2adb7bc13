// A contact channel as it is kept: an address at which a person is reached, once its owner has said so.
import type {
  ChannelType,
  ContactChannel,
  ContactChannelDetails,
  DeliveryAddress,
  createContactChannel,
  updateContactChannel,
} from "../../contract/contacts/channel.ts";
import type { InputOf } from "../../contract/operation.ts";
import { type Activation, withoutCode } from "./activation.ts";
import { addressFault } from "./address.ts";
import type { Fault } from "./fault.ts";

export interface Channel {
  readonly arn: string;
  readonly account: string;
  /** The person's. */
  readonly contactArn: string;
  readonly name: string;
  readonly type: ChannelType;
  readonly address: string;
  /** Only then it is paged. */
  readonly activated: boolean;
}

/** With what is kept of the codes that were sent there. */
export interface KeptChannel {
  readonly channel: Channel;
  readonly activation: Activation | undefined;
}

export const newChannel = (
  key: Pick<Channel, "arn" | "account" | "contactArn">,
  given: InputOf<typeof createContactChannel>,
): Channel => ({
  ...key,
  name: given.Name,
  type: given.Type,
  address: given.DeliveryAddress.SimpleAddress ?? "",
  activated: false,
});

/** What is absent stays. */
export const changedChannel = (channel: Channel, given: InputOf<typeof updateContactChannel>): Channel => ({
  ...channel,
  name: given.Name ?? channel.name,
  address: given.DeliveryAddress?.SimpleAddress ?? channel.address,
});

/** Not paged any more; codes that are on their way are worth nothing. */
export const deactivated = ({ channel, activation }: KeptChannel): KeptChannel => ({
  channel: { ...channel, activated: false },
  activation: withoutCode(activation),
});

export function addressFaults(
  type: ChannelType,
  { SimpleAddress: address }: DeliveryAddress,
  webhookSchemes: readonly string[],
): readonly Fault[] {
  const name = "deliveryAddress.simpleAddress";
  if (address === undefined) return [{ name, message: "SimpleAddress is expected" }];
  const fault = addressFault(type, address, webhookSchemes);
  return fault === undefined ? [] : [{ name, message: `The ${type} address ${fault}` }];
}

/** Alone and in lists. */
export const shownChannel = (channel: Channel): ContactChannel & ContactChannelDetails => ({
  ContactChannelArn: channel.arn,
  ContactArn: channel.contactArn,
  Name: channel.name,
  Type: channel.type,
  DeliveryAddress: { SimpleAddress: channel.address },
  ActivationStatus: channel.activated ? "ACTIVATED" : "NOT_ACTIVATED",
});
