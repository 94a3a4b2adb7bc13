// What people do with a page from outside the API: they look at it, and they acknowledge it.
import { acknowledge } from "../../domain/engagement/acknowledge.ts";
import { type Engagement, hasAnswered } from "../../domain/engagement/engagement.ts";
import type { IncidentNamed } from "../../domain/messages/links.ts";
import { readableIncident } from "../../domain/messages/readable-incident.ts";
import { findChannel } from "../../storage/contact-channels.ts";
import { findContact } from "../../storage/contacts.ts";
import { findWholeEngagement } from "../../storage/engagements.ts";
import { findPage } from "../../storage/pages.ts";
import type { Given } from "../given.ts";
import { pagingPorts } from "./ports.ts";

type Needed = Pick<Given, "storage" | "clock" | "newId">;

type State = "open" | "acknowledged" | "stopped";

/** Of a person's page: once they have answered it stays answered. */
function stateOf(engagement: Engagement, contact: string): State {
  if (hasAnswered(engagement, contact)) return "acknowledged";
  return engagement.ended === undefined ? "open" : "stopped";
}

const answers = { open: "acknowledged", acknowledged: "already", stopped: "stopped" } as const;

interface Acknowledged {
  /** Its ARN. */
  readonly page: string;
  /** For the receipt, in plain words. */
  readonly info: string;
}

/**
 * Leaves a receipt, unless the person has answered before.
 * @returns `stopped` when nobody waits for it any more, `unknown` when there is no such page
 */
export const acknowledgePage = (
  given: Needed,
  { page: arn, info }: Acknowledged,
): Promise<"acknowledged" | "already" | "stopped" | "unknown"> =>
  given.storage.write(async (tx) => {
    const ports = pagingPorts(given);
    const outgoing = await ports.store.outgoing(tx, arn);
    if (outgoing === undefined) return "unknown";
    const { page, engagement } = outgoing;
    const state = stateOf(engagement, page.contact);
    const now = given.clock.now();
    if (state !== "acknowledged")
      await acknowledge(ports, tx, { page: arn, engagement: engagement.arn, type: "READ", info, now });
    return answers[state];
  });

interface Described {
  readonly subject: string;
  readonly contactName: string;
  readonly state: State;
  readonly incident?: IncidentNamed | undefined;
}

/** For the person who opens the link, as much as their channel may tell; undefined when there is no such page. */
export const describePageTo = (
  { storage }: Pick<Needed, "storage">,
  arn: string,
): Promise<Described | undefined> =>
  storage.read(async (reader) => {
    const page = await findPage(reader, arn);
    const said = page && (await findWholeEngagement(reader, page.engagement));
    if (page === undefined || said === undefined) return undefined;
    const contact = await findContact(reader, page.contact);
    const channel = await findChannel(reader, page.channel);
    const isPublic = channel === undefined || channel.type === "SMS";
    const { text, engagement } = said;
    const alias = page.contact.slice(page.contact.lastIndexOf("/") + 1);
    return {
      subject: isPublic ? (text.publicSubject ?? "You are needed") : text.subject,
      contactName: contact?.displayName ?? alias,
      state: stateOf(engagement, page.contact),
      incident: isPublic ? undefined : readableIncident(arn, engagement.incident),
    };
  });
