// Contacts: a person, an escalation plan or an on-call schedule, told apart by their type.
import { type OutputOf, operation } from "../operation.ts";
import {
  type Infer,
  boolean,
  integer,
  list,
  matching,
  required,
  string,
  structure,
  words,
} from "../shape.ts";
import { always, conflict, dataEncryption, resourceNotFound, serviceQuotaExceeded } from "./errors.ts";
import { tags } from "./tag.ts";
import { contactsArn, contactsArns, filledIdempotencyToken, nextToken, paging, rpc } from "./vocabulary.ts";

export const contactAlias = string({ min: 1, max: 255, ...matching(String.raw`^[a-z0-9_\-]*$`) });
const contactName = string({ max: 255, ...matching(String.raw`^[\p{L}\p{Z}\p{N}_.\-]*$`) });

export const contactType = words("PERSONAL", "ESCALATION", "ONCALL_SCHEDULE");
export type ContactType = Infer<typeof contactType>;

const target = structure("Target", {
  ChannelTargetInfo: structure("ChannelTargetInfo", {
    ContactChannelId: required(contactsArn),
    RetryIntervalInMinutes: integer({ min: 0, max: 60 }),
  }),
  ContactTargetInfo: structure("ContactTargetInfo", {
    IsEssential: required(boolean()),
    ContactId: contactsArn,
  }),
});
export type Target = Infer<typeof target>;

const stage = structure("Stage", {
  DurationInMinutes: required(integer({ min: 0, max: 30 })),
  Targets: required(list(target)),
});
export type Stage = Infer<typeof stage>;

/** People and escalation plans have stages, on-call schedules have rotations. */
const plan = structure("Plan", { Stages: list(stage), RotationIds: contactsArns });
export type Plan = Infer<typeof plan>;

const contact = structure("Contact", {
  ContactArn: required(contactsArn),
  Alias: required(contactAlias),
  DisplayName: contactName,
  Type: required(contactType),
});
export type Contact = Infer<typeof contact>;

const ContactId = required(contactsArn);

export const createContact = operation({
  name: "CreateContact",
  http: rpc,
  input: structure("CreateContactRequest", {
    Alias: required(contactAlias),
    DisplayName: contactName,
    Type: required(contactType),
    Plan: required(plan),
    Tags: tags,
    IdempotencyToken: filledIdempotencyToken,
  }),
  output: structure("CreateContactResult", { ContactArn: required(contactsArn) }),
  errors: [...always, conflict, dataEncryption, serviceQuotaExceeded],
});

export const getContact = operation({
  name: "GetContact",
  http: rpc,
  input: structure("GetContactRequest", { ContactId }),
  output: structure("GetContactResult", {
    ContactArn: required(contactsArn),
    Alias: required(contactAlias),
    DisplayName: contactName,
    Type: required(contactType),
    Plan: required(plan),
  }),
  errors: [...always, dataEncryption, resourceNotFound],
});
export type ContactWithPlan = OutputOf<typeof getContact>;

export const listContacts = operation({
  name: "ListContacts",
  http: rpc,
  input: structure("ListContactsRequest", { AliasPrefix: contactAlias, Type: contactType, ...paging }),
  output: structure("ListContactsResult", { Contacts: list(contact), NextToken: nextToken }),
  errors: always,
  paginated: { token: "NextToken", limit: "MaxResults", items: "Contacts" },
});

export const updateContact = operation({
  name: "UpdateContact",
  http: rpc,
  input: structure("UpdateContactRequest", { ContactId, DisplayName: contactName, Plan: plan }),
  output: structure("UpdateContactResult", {}),
  errors: [...always, dataEncryption, resourceNotFound, serviceQuotaExceeded],
});

export const deleteContact = operation({
  name: "DeleteContact",
  http: rpc,
  input: structure("DeleteContactRequest", { ContactId }),
  output: structure("DeleteContactResult", {}),
  errors: [...always, conflict, resourceNotFound],
});
