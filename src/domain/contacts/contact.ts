// A contact as it is kept: a person, an escalation plan or an on-call schedule.
import type {
  Contact as Listed,
  ContactType,
  ContactWithPlan,
  Plan,
} from "../../contract/contacts/contact.ts";

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

/** What a caller can say of it at first, and change later. */
interface Given {
  readonly DisplayName?: string | undefined;
  readonly Plan?: Plan | undefined;
}

/** What is absent stays. An empty name says "none": clients such as Terraform send it for what their user left out. */
export const changedBy = (contact: Contact, { DisplayName, Plan }: Given): Contact => ({
  ...contact,
  displayName: (DisplayName ?? contact.displayName) || undefined,
  plan: Plan === undefined ? contact.plan : planOf(contact.type, Plan),
});

/** An empty list of what the type cannot have is not kept. */
export const planOf = (type: ContactType, { Stages, RotationIds }: Plan): Plan =>
  type === "ONCALL_SCHEDULE" ? { RotationIds } : { Stages };

export const listed = ({ arn, alias, displayName, type }: Contact): Listed => ({
  ContactArn: arn,
  Alias: alias,
  DisplayName: displayName,
  Type: type,
});

export const shown = (contact: Contact): ContactWithPlan => ({ ...listed(contact), Plan: contact.plan });
