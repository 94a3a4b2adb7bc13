// A contact channel as it is kept: an address at which a person is reached, once its owner has said so.
import type { ActivationStatus, ChannelType, ContactChannel } from "../../contract/contacts/channel.ts";

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

export const shownChannel = (channel: Channel): ContactChannel => ({
  ContactChannelArn: channel.arn,
  ContactArn: channel.contactArn,
  Name: channel.name,
  Type: channel.type,
  DeliveryAddress: { SimpleAddress: channel.address },
  ActivationStatus: statusOf(channel),
});

const statusOf = ({ activated }: Channel): ActivationStatus => (activated ? "ACTIVATED" : "NOT_ACTIVATED");
