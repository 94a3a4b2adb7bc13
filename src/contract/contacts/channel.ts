// Contact channels: the addresses at which a person is reached.
import { type OutputOf, operation } from "../operation.ts";
import { type Infer, boolean, list, matching, required, string, structure, words } from "../shape.ts";
import { always, conflict, dataEncryption, resourceNotFound } from "./errors.ts";
import { contactsArn, filledIdempotencyToken, nextToken, paging, rpc } from "./vocabulary.ts";

const channelName = string({ min: 1, max: 255, ...matching(String.raw`^[\p{L}\p{Z}\p{N}_.\-]*$`) });

const channelType = words("SMS", "VOICE", "EMAIL");
export type ChannelType = Infer<typeof channelType>;

const activationStatus = words("ACTIVATED", "NOT_ACTIVATED");
export type ActivationStatus = Infer<typeof activationStatus>;

const deliveryAddress = structure("ContactChannelAddress", { SimpleAddress: string({ min: 1, max: 320 }) });
export type DeliveryAddress = Infer<typeof deliveryAddress>;

const contactChannel = structure("ContactChannel", {
  ContactChannelArn: required(contactsArn),
  ContactArn: required(contactsArn),
  Name: required(channelName),
  Type: channelType,
  DeliveryAddress: required(deliveryAddress),
  ActivationStatus: required(activationStatus),
});
export type ContactChannel = Infer<typeof contactChannel>;

const ContactChannelId = required(contactsArn);

export const createContactChannel = operation({
  name: "CreateContactChannel",
  http: rpc,
  input: structure("CreateContactChannelRequest", {
    ContactId: required(contactsArn),
    Name: required(channelName),
    Type: required(channelType),
    DeliveryAddress: required(deliveryAddress),
    DeferActivation: boolean(),
    IdempotencyToken: filledIdempotencyToken,
  }),
  output: structure("CreateContactChannelResult", { ContactChannelArn: required(contactsArn) }),
  errors: [...always, conflict, dataEncryption],
});

export const getContactChannel = operation({
  name: "GetContactChannel",
  http: rpc,
  input: structure("GetContactChannelRequest", { ContactChannelId }),
  output: structure("GetContactChannelResult", {
    ContactArn: required(contactsArn),
    ContactChannelArn: required(contactsArn),
    Name: required(channelName),
    Type: required(channelType),
    DeliveryAddress: required(deliveryAddress),
    ActivationStatus: activationStatus,
  }),
  errors: [...always, dataEncryption, resourceNotFound],
});
export type ContactChannelDetails = OutputOf<typeof getContactChannel>;

export const listContactChannels = operation({
  name: "ListContactChannels",
  http: rpc,
  input: structure("ListContactChannelsRequest", { ContactId: required(contactsArn), ...paging }),
  output: structure("ListContactChannelsResult", {
    ContactChannels: required(list(contactChannel)),
    NextToken: nextToken,
  }),
  errors: [...always, dataEncryption, resourceNotFound],
  paginated: { token: "NextToken", limit: "MaxResults", items: "ContactChannels" },
});

export const updateContactChannel = operation({
  name: "UpdateContactChannel",
  http: rpc,
  input: structure("UpdateContactChannelRequest", {
    ContactChannelId,
    Name: channelName,
    DeliveryAddress: deliveryAddress,
  }),
  output: structure("UpdateContactChannelResult", {}),
  errors: [...always, conflict, dataEncryption, resourceNotFound],
});

export const deleteContactChannel = operation({
  name: "DeleteContactChannel",
  http: rpc,
  input: structure("DeleteContactChannelRequest", { ContactChannelId }),
  output: structure("DeleteContactChannelResult", {}),
  errors: [...always, resourceNotFound],
});
