// A contact as it is kept: a person, an escalation plan or an on-call schedule.
import type {
  Contact as Listed,
  ContactType,
  ContactWithPlan,
  Plan,
  createContact,
  updateContact,
} from "../../contract/contacts/contact.ts";
import type { Caller } from "../../contract/call.ts";
import type { InputOf } from "../../contract/operation.ts";
import { contactArn } from "./arn.ts";

export interface Contact {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** Nobody else's in the account and Region. */
  readonly alias: string;
  readonly type: ContactType;
  readonly displayName?: string | undefined;
  /** As it was given, in its order. */
  readonly plan: Plan;
}

export const newContact = (
  { account, region }: Pick<Caller, "account" | "region">,
  { Alias: alias, Type: type, DisplayName, Plan }: InputOf<typeof createContact>,
): Contact => ({
  arn: contactArn({ account, region }, alias),
  account,
  region,
  alias,
  type,
  displayName: unlessEmpty(DisplayName),
  plan: planOf(type, Plan),
});

/** What is absent stays. */
export const changedBy = (
  contact: Contact,
  { DisplayName, Plan }: Pick<InputOf<typeof updateContact>, "DisplayName" | "Plan">,
): Contact => ({
  ...contact,
  displayName: DisplayName === undefined ? contact.displayName : unlessEmpty(DisplayName),
  plan: Plan === undefined ? contact.plan : planOf(contact.type, Plan),
});

/** An on-call schedule whose rotation is gone. */
export const withoutRotation = (contact: Contact, rotation: string): Contact => ({
  ...contact,
  plan: { RotationIds: (contact.plan.RotationIds ?? []).filter((it) => it !== rotation) },
});

/** Says "none": clients such as Terraform send it for what their user left out. */
const unlessEmpty = (text: string | undefined): string | undefined => (text === "" ? undefined : text);

/** An empty list of what the type cannot have is not kept. */
const planOf = (type: ContactType, { Stages, RotationIds }: Plan): Plan =>
  type === "ONCALL_SCHEDULE" ? { RotationIds } : { Stages };

export const listed = ({ arn, alias, displayName, type }: Contact): Listed => ({
  ContactArn: arn,
  Alias: alias,
  DisplayName: displayName,
  Type: type,
});

export const shown = (contact: Contact): ContactWithPlan => ({ ...listed(contact), Plan: contact.plan });
