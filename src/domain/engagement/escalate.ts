// The stages of the engagement's plan: whom each of them engages, and who could not be reached.
import type { Step } from "./engagement.ts";
import { type Unreached, peopleUnreached } from "./happenings.ts";
import type { Look } from "./look.ts";
import { type Person, type Target, walkOn } from "./plan.ts";

/** Begins the stages that are due. Whoever they engage begins their own plan at this instant. */
export function escalate(look: Look): void {
  if (look.place === undefined) return;
  const { stages } = look.engagement.plan;
  look.place = walkOn(stages, { place: look.place, now: look.now }, (stage, index) => {
    const engaged = look.walks.length;
    const unreached = stage.targets.flatMap((target, position) =>
      engage(look, target, { round: look.round, stage: index, target: position }),
    );
    const reached = look.walks.length > engaged;
    if (unreached.length > 0)
      look.happenings.push(
        peopleUnreached(look.engagement, { stage: index, unreached, goesOnAtOnce: !reached }),
      );
    return reached;
  });
}

/** Engages everybody whom the target means; answers with those who cannot be reached. */
function engage(look: Look, target: Target, by: Step): Unreached[] {
  const unreached: Unreached[] = [];
  const people = peopleOf(look, target);
  if (typeof people === "string") return [{ contactArn: target.contact, reason: people }];
  for (const person of people) {
    const reason = reasonNotToReach(look, person);
    // Also who has answered before: their answer counts wherever the plan wants it.
    if (target.essential && (reason === undefined || reason === answeredBefore))
      look.essential.add(person.contact);
    if (reason !== undefined) unreached.push({ contactArn: person.contact, reason });
    else look.walks.push(walkOf(look, { person, target, by }));
  }
  return unreached;
}

const walkOf = (
  look: Look,
  { person, target, by }: { readonly person: Person; readonly target: Target; readonly by: Step },
): Look["walks"][number] => ({
  contact: person.contact,
  by,
  schedule: target.kind === "schedule" ? target.contact : undefined,
  place: { next: 0, due: look.now },
});

/** Everybody whom the target means at this moment, or why that is nobody. */
function peopleOf(look: Look, { kind, contact }: Target): readonly Person[] | string {
  if (kind === "missing" || look.facts.deleted.has(contact)) return "it is not there any more";
  if (kind === "person") {
    const person = look.people.find((other) => other.contact === contact);
    return person === undefined ? "it is not there any more" : [person];
  }
  const onCall = look.facts.onCall.get(contact) ?? [];
  return onCall.length === 0 ? "nobody is on call" : onCall.map((person) => meet(look, person));
}

/** A person's plan is that of the moment in which the engagement first saw them. */
function meet(look: Look, person: Person): Person {
  const known = look.people.find((other) => other.contact === person.contact);
  if (known !== undefined) return known;
  look.people.push(person);
  return person;
}

const answeredBefore = "they have answered already";

function reasonNotToReach(look: Look, { contact, stages }: Person): string | undefined {
  if (look.answered.has(contact)) return answeredBefore;
  if (look.facts.deleted.has(contact)) return "the contact is not there any more";
  const channels = stages.flatMap((stage) => stage.targets.map((target) => target.channel));
  if (channels.length === 0) return "their plan names no channel";
  return channels.some((channel) => look.facts.channels.has(channel))
    ? undefined
    : "none of their channels is activated";
}
