// What a plan may say, by the type of its contact. Source: user guide, API reference, and refusals that were seen.
import type { ContactType, Plan, Stage, Target } from "../../contract/contacts/contact.ts";
import type { Fault } from "./fault.ts";

/** AWS does not say; its API counts stages up to 100 (StageIndex of ListPageResolutions). */
const mostStages = 100;
/** AWS does not say. */
const mostTargets = 100;

/** Everything that is wrong with the plan by itself, whatever there is of what it names. */
export function planFaults(type: ContactType, plan: Plan): readonly Fault[] {
  const { Stages: stages = [], RotationIds: rotations = [] } = plan;
  if (type === "ONCALL_SCHEDULE") return stages.length === 0 ? [] : [scheduleWithStages];
  return [
    ...(rotations.length === 0 ? [] : [rotationsOutsideSchedule(type)]),
    ...(stages.length <= mostStages ? [] : [tooMany("plan.stages", "A plan", `${mostStages} stages`)]),
    ...stages.slice(0, mostStages).flatMap((stage, index) => stageFaults(type, stage, index + 1)),
  ];
}

/** The service's own words, observed through Terraform. An empty list is let through, since Terraform sends one. */
const scheduleWithStages: Fault = {
  name: "plan.stages",
  message: "ONCALL SCHEDULE contact cannot have stages in plan",
};

const rotationsOutsideSchedule = (type: ContactType): Fault => ({
  name: "plan.rotationIds",
  message: `${type} contact cannot have rotations in plan`,
});

const tooMany = (name: string, what: string, most: string): Fault => ({
  name,
  message: `${what} can have ${most} at most`,
});

function stageFaults(type: ContactType, stage: Stage, number: number): Fault[] {
  const at = `plan.stages.${number}.member`;
  const { Targets: targets } = stage;
  if (targets.length > mostTargets)
    return [tooMany(`${at}.targets`, `Stage ${number}`, `${mostTargets} targets`)];
  const faults = targets.flatMap((target, index) => {
    const message = targetFault(type, target);
    if (message === undefined) return [];
    return [
      {
        name: `${at}.targets.${index + 1}.member`,
        message: `Stage ${number}, target ${index + 1}: ${message}`,
      },
    ];
  });
  if (stage.DurationInMinutes > 0 || targets.length > 0) return faults;
  return [
    { name: `${at}.durationInMinutes`, message: `Stage ${number}: a duration of 0 needs a target` },
    ...faults,
  ];
}

function targetFault(
  type: ContactType,
  { ChannelTargetInfo: channel, ContactTargetInfo: contact }: Target,
): string | undefined {
  if ((channel === undefined) === (contact === undefined))
    return "exactly one of ChannelTargetInfo and ContactTargetInfo is expected";
  if (type === "PERSONAL" && channel === undefined)
    return "the plan of a PERSONAL contact targets contact channels";
  if (type === "ESCALATION" && contact === undefined)
    return "the plan of an ESCALATION contact targets contacts";
  if (contact !== undefined && contact.ContactId === undefined) return "ContactId is expected";
  return undefined;
}

/** Something that a plan names. */
export interface Reference {
  readonly arn: string;
  /** Where, as in a {@link Fault}. */
  readonly name: string;
  /** The same in words: `Stage 1, target 2`. */
  readonly place: string;
}

export interface References {
  readonly channels: readonly Reference[];
  readonly contacts: readonly Reference[];
  readonly rotations: readonly Reference[];
}

export function referencesOf({ Stages: stages = [], RotationIds: rotations = [] }: Plan): References {
  const targets = stages.flatMap((stage, s) =>
    stage.Targets.map((target, t) => ({
      target,
      name: `plan.stages.${s + 1}.member.targets.${t + 1}.member`,
      place: `Stage ${s + 1}, target ${t + 1}`,
    })),
  );
  return {
    channels: targets.flatMap(({ target: { ChannelTargetInfo: info }, name, place }) =>
      info === undefined
        ? []
        : [{ name: `${name}.channelTargetInfo.contactChannelId`, place, arn: info.ContactChannelId }],
    ),
    contacts: targets.flatMap(({ target: { ContactTargetInfo: info }, name, place }) =>
      info?.ContactId === undefined
        ? []
        : [{ name: `${name}.contactTargetInfo.contactId`, place, arn: info.ContactId }],
    ),
    rotations: rotations.map((arn, index) => ({
      name: `plan.rotationIds.${index + 1}.member`,
      place: `Rotation ${index + 1}`,
      arn,
    })),
  };
}
