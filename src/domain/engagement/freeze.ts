// Freezes a plan with all it leads to, as the contacts stand when the engagement starts.
import type {
  ContactType,
  Plan as ContactPlan,
  Stage as ContactStage,
} from "../../contract/contacts/contact.ts";
import { type BeyondAws, mostRounds } from "./beyond-aws.ts";
import type { ChannelTarget, Person, Plan, Target } from "./plan.ts";

/** A contact as it is kept. */
export interface PlannedContact {
  readonly arn: string;
  readonly type: ContactType;
  readonly plan: ContactPlan;
  readonly beyond?: BeyondAws | undefined;
}

export interface ToFreeze {
  /** What is engaged. */
  readonly root: PlannedContact;
  /** Those of {@link contactsNamedBy} that are there, by ARN. */
  readonly contacts: ReadonlyMap<string, PlannedContact>;
  /** 1 to 10, of the response plan or the settings; the tag of the contact says otherwise only where this is absent. */
  readonly rounds?: number | undefined;
}

export interface Frozen {
  readonly plan: Plan;
  readonly people: readonly Person[];
}

/** The contacts that freezing the plan will ask for. Schedules are asked who is on call only when their stage begins. */
export const contactsNamedBy = ({ type, plan }: PlannedContact): readonly string[] =>
  type === "ESCALATION" ? [...new Set((plan.Stages ?? []).flatMap(contactsOf))] : [];

const contactsOf = (stage: ContactStage): string[] =>
  stage.Targets.flatMap(({ ContactTargetInfo: info }) => info?.ContactId ?? []);

export function freeze({ root, contacts, rounds }: ToFreeze): Frozen {
  const named = contactsNamedBy(root).flatMap((arn) => contacts.get(arn) ?? []);
  const people = (root.type === "PERSONAL" ? [root] : named.filter((it) => it.type === "PERSONAL")).map(
    personOf,
  );
  const stages =
    root.type === "ESCALATION"
      ? stagesOf(root, (stage) => stage.Targets.flatMap((target) => targetsOf(target, contacts)))
      : [{ wait: 0, targets: [targetOf(root, true)] }];
  const often = rounds ?? root.beyond?.rounds ?? 1;
  const plan: Plan = {
    contact: root.arn,
    type: root.type,
    stages,
    rounds: Math.min(Math.max(often, 1), mostRounds),
  };
  return { plan, people };
}

/** A person as they stand now, also for those found on call later. */
export const personOf = (contact: PlannedContact): Person => ({
  contact: contact.arn,
  stages: stagesOf(contact, (stage) => stage.Targets.flatMap(channelTargetsOf)),
});

const minute = 60_000;

function stagesOf<T>(
  { plan, beyond }: PlannedContact,
  targets: (stage: ContactStage) => readonly T[],
): { readonly wait: number; readonly targets: readonly T[] }[] {
  return (plan.Stages ?? []).map((stage, index) => ({
    wait: (beyond?.stageMinutes?.[index] ?? stage.DurationInMinutes) * minute,
    targets: targets(stage),
  }));
}

type ContactTarget = ContactStage["Targets"][number];

const channelTargetsOf = ({ ChannelTargetInfo: info }: ContactTarget): ChannelTarget[] =>
  info === undefined
    ? []
    : [{ channel: info.ContactChannelId, retryEvery: (info.RetryIntervalInMinutes ?? 0) * minute }];

function targetsOf(
  { ContactTargetInfo: info }: ContactTarget,
  contacts: ReadonlyMap<string, PlannedContact>,
): Target[] {
  if (info?.ContactId === undefined) return [];
  const contact = contacts.get(info.ContactId);
  return [
    contact === undefined
      ? { contact: info.ContactId, kind: "missing", essential: info.IsEssential }
      : targetOf(contact, info.IsEssential),
  ];
}

const kinds = { PERSONAL: "person", ONCALL_SCHEDULE: "schedule", ESCALATION: "missing" } as const;

const targetOf = ({ arn, type }: PlannedContact, essential: boolean): Target => ({
  contact: arn,
  kind: kinds[type],
  essential,
});
