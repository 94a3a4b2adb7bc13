// The plans of the people who have been engaged: which of their channels are paged now.
import type { Step, Walk } from "./engagement.ts";
import { channelsUnreached } from "./happenings.ts";
import type { Look } from "./look.ts";
import { type Resolution, pageArn } from "./page.ts";
import { type ChannelStage, type ChannelTarget, walkOn } from "./plan.ts";

/** Begins the stages that are due of everybody engaged who has not answered; leaves those whose plan goes on. */
export function pagePeople(look: Look): void {
  look.walks = look.walks.flatMap((walk) => {
    if (look.answered.has(walk.contact)) return [];
    const place = walkOn(stagesOf(look, walk), { place: walk.place, now: look.now }, (stage, index) =>
      pageStage(look, walk, { stage, index }),
    );
    return place === undefined ? [] : [{ ...walk, place }];
  });
}

const stagesOf = (look: Look, { contact }: Walk): readonly ChannelStage[] =>
  look.people.find((person) => person.contact === contact)?.stages ?? [];

function pageStage(
  look: Look,
  walk: Walk,
  { stage, index }: { readonly stage: ChannelStage; readonly index: number },
): boolean {
  const closed = stage.targets.filter(({ channel }) => !look.facts.channels.has(channel));
  const reached = closed.length < stage.targets.length;
  if (closed.length > 0)
    look.happenings.push(
      channelsUnreached(look.engagement, {
        contact: walk.contact,
        stage: index,
        channels: closed.map((target) => target.channel),
        goesOnAtOnce: !reached,
      }),
    );
  for (const [position, target] of stage.targets.entries())
    if (look.facts.channels.has(target.channel)) page(look, walk, { target, stage: index, position });
  return reached;
}

/** Two plans that page one channel in the same instant page it once. */
function page(
  look: Look,
  walk: Walk,
  {
    target,
    stage,
    position,
  }: { readonly target: ChannelTarget; readonly stage: number; readonly position: number },
): void {
  if (look.paged.has(target.channel)) return;
  look.paged.add(target.channel);
  const { contact, by } = walk;
  const { arn: engagement, incident } = look.engagement;
  look.pages.push({
    arn: pageArn({ engagement, contact, by, stage, target: position }),
    engagement,
    incident,
    contact,
    channel: target.channel,
    created: look.now,
    retryEvery: target.retryEvery,
    resolutions: resolutionsOf(look, walk),
  });
}

/** From what was engaged to the person: escalation plan, on-call schedule, person, leaving out what there was not. */
function resolutionsOf({ engagement: { plan } }: Look, { contact, schedule, by }: Walk): Resolution[] {
  const stage = plan.type === "ESCALATION" ? stageOf(by) : {};
  return [
    ...(plan.type === "ESCALATION" ? [{ contact: plan.contact, type: plan.type } as const] : []),
    ...(schedule === undefined ? [] : [{ contact: schedule, type: "ONCALL_SCHEDULE", ...stage } as const]),
    { contact, type: "PERSONAL", ...stage },
  ];
}

const stageOf = ({ stage }: Step): { readonly stage: number } => ({ stage });
