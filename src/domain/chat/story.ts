// What a chat has been told of an incident so far: events come one at a time, and a card shows what they came to.
import type { EventDocument } from "../notices/event.ts";
import { lineOf } from "./line.ts";

/** Kept as JSON from one notice to the next. */
export interface Story {
  /** Whom the incident engaged, who was paged, and who acknowledged, by ARN, in the order in which it happened. */
  readonly engaged: readonly string[];
  readonly paged: readonly string[];
  readonly acknowledged: readonly string[];
  /** The latest event in a sentence, and when it happened (ISO 8601). */
  readonly latest?: { readonly text: string; readonly time: string } | undefined;
}

const untold: Story = { engaged: [], paged: [], acknowledged: [] };

export function continued(story: Story, event: EventDocument): Story {
  return { ...withPeople(story, event), latest: { text: lineOf(event), time: event.time } };
}

function withPeople(story: Story, { "detail-type": type, detail }: EventDocument): Story {
  const { engaged, paged, acknowledged } = story;
  const contact = textOf(detail, "contactArn");
  if (type === "SSM Incident Start") return { ...story, engaged: joined(engaged, ...engagedBy(detail)) };
  if (type === "SSM Contacts Page for Incident") return { ...story, paged: joined(paged, contact) };
  if (type === "SSM Contacts Page Acknowledgement for Incident")
    return { ...story, acknowledged: joined(acknowledged, contact) };
  return story;
}

/** More than this are not told by name. */
const most = 50;

const joined = (arns: readonly string[], ...more: readonly (string | undefined)[]): readonly string[] =>
  [...new Set([...arns, ...more.filter((arn) => arn !== undefined)])].slice(0, most);

function engagedBy(detail: EventDocument["detail"]): string[] {
  const entries: unknown = detail["contactsEngage"];
  const list: readonly unknown[] = Array.isArray(entries) ? entries : [];
  return list.flatMap((entry) =>
    typeof entry === "object" && entry !== null
      ? (textOf(entry as EventDocument["detail"], "contactArn") ?? [])
      : [],
  );
}

const textOf = (of: EventDocument["detail"], member: string): string | undefined => {
  const value = Object.hasOwn(of, member) ? of[member] : undefined;
  return typeof value === "string" ? value : undefined;
};

const aliasOf = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);

const named = (arns: readonly string[]): string => {
  const names = [...new Set(arns.map(aliasOf))];
  const rest = names.length - namesShown;
  return rest > 0 ? `${names.slice(0, namesShown).join(", ")} and ${rest} more` : names.join(", ");
};

const namesShown = 8;

/** `alice acknowledged`, `alice, bob paged, no answer yet`. */
export function peopleInWords({ engaged, paged, acknowledged }: Story): string {
  if (acknowledged.length > 0) return `${named(acknowledged)} acknowledged`;
  if (paged.length > 0) return `${named(paged)} paged, no answer yet`;
  return engaged.length > 0 ? `${named(engaged)} engaged` : "Nobody";
}

/** What was kept, asked without trust: another version may have written it. */
export function storyIn(kept: unknown): Story {
  if (typeof kept !== "object" || kept === null) return untold;
  const { engaged, paged, acknowledged } = kept as Readonly<Record<string, unknown>>;
  return { engaged: texts(engaged), paged: texts(paged), acknowledged: texts(acknowledged) };
}

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((it) => typeof it === "string") : [];
