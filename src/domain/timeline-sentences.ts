// What a timeline event says, in a sentence for whoever reads it at night.
import { parseContactsArn } from "./contacts/arn.ts";
import { impactInWords } from "./incident/call.ts";
import type { TimelineEvent } from "./timeline.ts";

/** The display name of a contact, by its ARN; undefined where it is not known. */
export type NameOf = (contact: string) => string | undefined;

/** Of an event of whatever type: what is not understood is told by its type. */
export function sentenceOf({ type, data }: Pick<TimelineEvent, "type" | "data">, nameOf: NameOf): string {
  const tell = sentences.get(type);
  return tell?.(telling(parsed(data), nameOf)) ?? type;
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}

/** An event's data, asked without trust: it may have been written by another version, or by hand. */
interface Telling {
  readonly data: unknown;
  /** The text of a member; `something` where there is none. */
  readonly text: (member: string) => string;
  readonly has: (member: string, value: unknown) => boolean;
  /** The number of a member; 0 where there is none. */
  readonly count: (member: string) => number;
  /** Each entry of a member that is a list. */
  readonly each: (member: string) => readonly Telling[];
  /** Of a contact, whose ARN is a member, or the data itself. */
  readonly name: (member?: string) => string;
}

function telling(data: unknown, nameOf: NameOf): Telling {
  const member = (name: string): unknown =>
    typeof data === "object" && data !== null && Object.hasOwn(data, name)
      ? (data as Readonly<Record<string, unknown>>)[name]
      : undefined;
  const asText = (value: unknown): string => (typeof value === "string" ? value : "something");
  return {
    data,
    text: (name) => asText(member(name)),
    has: (name, value) => member(name) === value,
    count: (name) => {
      const value = member(name);
      return typeof value === "number" ? value : 0;
    },
    each: (name) => {
      const entries = member(name);
      return Array.isArray(entries) ? entries.map((entry) => telling(entry, nameOf)) : [];
    },
    name: (name) => {
      const arn = asText(name === undefined ? data : member(name));
      const named = parseContactsArn(arn);
      return nameOf(arn) ?? (named?.kind === "contact" ? named.alias : arn);
    },
  };
}

const said = ({ data }: Telling): string => (typeof data === "string" ? data : JSON.stringify(data));

const sentences: ReadonlyMap<string, (it: Telling) => string> = new Map([
  ["Custom Event", said],
  ["Note", said],
  ["SSM Incident Trigger", triggered],
  ["SSM Incident Trigger Over", triggerEnded],
  [
    "SSM Incident Trigger After Resolution",
    (it) => `It fires again: ${it.text("earlierIncident")} was resolved a while ago.`,
  ],
  [
    "SSM Incident Trigger After Maintenance",
    (it) => `It fired during the maintenance window “${it.text("maintenanceWindow")}”, and still does.`,
  ],
  ["SSM Incident Start", started],
  ["SSM Incident Record Update", updated],
  ["SSM Incident PagerDuty Failure", (it) => `PagerDuty could not be told: ${it.text("reason")}.`],
  ["SSM Contacts Engagement Failure for Incident", (it) => notEngaged(it)],
  ["SSM Contacts Page for Incident", (it) => `${it.name("contactArn")} was paged.`],
  ["SSM Contacts Page Acknowledgement for Incident", (it) => `${it.name("contactArn")} acknowledged.`],
  ["SSM Contacts Page Failure for Incident", pageFailed],
  ["SSM Contacts Targets Unreachable for Incident", unreached],
  [
    "SSM Contacts Channels Unreachable for Incident",
    (it) => `${it.name("contactArn")} could not be paged through every channel: ${it.text("reason")}.`,
  ],
  ["SSM Contacts Engagement Unanswered for Incident", unanswered],
  [
    "SSM Contacts Engagement Stop for Incident",
    (it) =>
      `The engagement of ${it.name("contactArn")} was stopped${it.has("reason", undefined) ? "" : `: ${it.text("reason")}`}.`,
  ],
]);

function triggered(it: Telling): string {
  const source = it.text("incidentSource");
  return it.has("createdIncident", false)
    ? `Triggered again by ${source}: it belongs to this incident.${untold(it)}`
    : `Triggered by ${source}.`;
}

function triggerEnded(it: Telling): string {
  const others = it.count("stillFiring");
  const rest = others === 0 ? "" : ` ${others} ${others === 1 ? "other still fires" : "others still fire"}.`;
  return `${it.text("incidentSource")} says that it is over: ${it.text("alertTitle")}.${rest}${untold(it)}`;
}

const untold = (it: Telling): string =>
  it.count("untold") === 0 ? "" : ` Since it was last told here, it came ${it.count("untold")} times more.`;

const notEngaged = (it: Telling): string =>
  `${it.name("contactArn")} could not be engaged: ${it.text("reason")}.`;

function started(it: Telling): string {
  const engaged = it.each("contactsEngage").map((one) => one.name("contactArn"));
  return engaged.length === 0
    ? "The incident began. The response plan engages nobody."
    : `The incident began. Engaged: ${engaged.join(", ")}.`;
}

function pageFailed(it: Telling): string {
  const again = it.has("nextAttempt", undefined) ? "It is not tried again." : "It will be tried again.";
  return `A page to ${it.name("contactArn")} failed: ${it.text("reason").replace(/\.$/u, "")}. ${again}`;
}

function unreached(it: Telling): string {
  const who = it.each("unreached").map((one) => `${one.name("contactArn")} (${one.text("reason")})`);
  return `The plan of ${it.name("contactArn")} could not reach ${who.join(", ")}.`;
}

function unanswered(it: Telling): string {
  const others = it.each("answeredBy").map((one) => one.name());
  return others.length === 0
    ? `Everybody of ${it.name("contactArn")} was tried, and nobody answered.`
    : `Everybody of ${it.name("contactArn")} was tried. Only ${others.join(", ")} answered, which ends nothing.`;
}

function updated(it: Telling): string {
  const changes = it.each("modifiedAttributes").map(changed);
  return `${doer(it.text("modifiedBy"))} ${changes.length === 0 ? "changed the incident" : changes.join(", and ")}.`;
}

function changed(it: Telling): string {
  const value = it.text("newValue");
  if (it.has("attributeName", "status"))
    return value === "RESOLVED" ? "resolved the incident" : "opened the incident again";
  if (it.has("attributeName", "impact")) return `set it to ${impactInWords(Number(value)).toLowerCase()}`;
  if (it.has("attributeName", "title")) return `changed the title to “${value}”`;
  return `changed the ${attributes.get(it.text("attributeName")) ?? it.text("attributeName")}`;
}

const attributes: ReadonlyMap<string, string> = new Map([
  ["relatedItems", "related items"],
  ["chatChannel", "chat channel"],
  ["notificationTargets", "notification targets"],
]);

/** The user of an ARN, or the session of a role. */
const doer = (arn: string): string => arn.split(/[/:]/u).at(-1) ?? arn;
