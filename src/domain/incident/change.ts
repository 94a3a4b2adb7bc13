// What an update makes of an incident: the record after it, and each attribute that really changed.
import type { InputOf } from "../../contract/operation.ts";
import type { updateIncidentRecord } from "../../contract/incidents/incident.ts";
import { canonical } from "../canonical.ts";
import type { ModifiedAttribute } from "../timeline-happenings.ts";
import type { Incident } from "./incident.ts";

export type IncidentUpdate = Omit<InputOf<typeof updateIncidentRecord>, "arn" | "clientToken">;

interface Change {
  readonly incident: Incident;
  /** Empty when the update says what is so already; then the incident is as it was. */
  readonly attributes: readonly ModifiedAttribute[];
}

const attributeNames = [
  "title",
  "summary",
  "impact",
  "status",
  "chatChannel",
  "notificationTargets",
] as const satisfies readonly (keyof IncidentUpdate)[];

/**
 * What is absent in the update stays; so does a title that would become empty. An empty summary or chat channel goes.
 * A resolved incident can be opened again: that is ours, AWS does not say.
 * @param by the ARN of who changes it
 * @param now epoch milliseconds
 */
export function changeIncident(
  before: Incident,
  update: IncidentUpdate,
  { by, now }: { by: string; now: number },
): Change {
  const after = { ...before, ...wishes(before, update) };
  const attributes = attributeNames
    .filter((name) => canonical([before[name]]) !== canonical([after[name]]))
    .map((name) => ({ attributeName: name, newValue: asText(after[name]) }));
  if (attributes.length === 0) return { incident: before, attributes };
  return {
    incident: {
      ...after,
      ...resolution(before, after.status, now),
      lastModifiedBy: by,
      lastModifiedTime: now,
    },
    attributes,
  };
}

type Changeable = Pick<Incident, (typeof attributeNames)[number]>;

const wishes = (before: Incident, update: IncidentUpdate): Changeable => ({
  title: update.title || before.title,
  summary: update.summary === undefined ? before.summary : update.summary || undefined,
  impact: update.impact ?? before.impact,
  status: update.status ?? before.status,
  chatChannel:
    update.chatChannel?.empty === undefined ? (update.chatChannel ?? before.chatChannel) : undefined,
  notificationTargets: update.notificationTargets ?? before.notificationTargets,
});

/** An incident has a time of resolution exactly while it is resolved: the time at which it last became so. */
const resolution = (
  before: Incident,
  status: Incident["status"],
  now: number,
): Pick<Incident, "resolvedTime"> => ({
  resolvedTime: status === "RESOLVED" ? (before.resolvedTime ?? now) : undefined,
});

/** Texts and numbers as they are; the rest as JSON. Gone is an empty text. */
function asText(value: Changeable[keyof Changeable]): string {
  if (value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
