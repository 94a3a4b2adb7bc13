// Tells PagerDuty of an incident: creates its own there, mirrors the timeline as notes, and resolves it with ours.
import { lineOf } from "../../domain/chat/line.ts";
import type { Carried, DestinationKind, Notice, NoticedIncident } from "../../domain/notices/destination.ts";
import { tellsOfResolution } from "../../domain/notices/resolution.ts";
import { readPagerDutySecret } from "../../domain/secrets/pager-duty-secret.ts";
import {
  type Connection,
  type PagerDutyIncident,
  PagerDutyRefused,
  addNote,
  create,
  findByKey,
  incidentKey,
  resolve,
} from "./api.ts";

/** What is kept for each incident. */
interface PagerDutyState {
  /** Of the incident in PagerDuty. */
  readonly id: string;
  /** How many notes it got from here. */
  readonly notes: number;
}

/** The incident of PagerDuty takes no more. Source: user guide of Incident Manager, and PagerDuty's limits. */
export const mostNotes = 2000;

const lastNote =
  "This incident has as many notes as PagerDuty takes. What happens from now on is in Tocsin's timeline alone.";

const baseUrls = { US: "https://api.pagerduty.com", EU: "https://api.eu.pagerduty.com" } as const;

/**
 * Its configuration: `serviceId`; `secret`, the text of the secret, or `fault`, why there is none; `autoResolve`, which is
 * `false` where the incident of PagerDuty is to stay open.
 * @param given.baseUrl instead of PagerDuty's own of the secret's region; without a slash at the end
 */
export const pagerDuty = ({ baseUrl }: { readonly baseUrl: string | undefined }): DestinationKind => ({
  name: "pagerduty",
  about: "the PagerDuty integration of a response plan",
  fields: {},
  carry: async ({ incident, ...notice }, signal) => {
    if (incident === undefined) return { outcome: "sent", said: "PagerDuty hears of incidents only" };
    const { secret: text = "", fault } = notice.config;
    const reading = readPagerDutySecret(text);
    if (fault !== undefined || "faults" in reading)
      return { outcome: "failed", said: fault ?? "the secret cannot be used", permanent: true };
    const { secret } = reading;
    const connection = { baseUrl: baseUrl ?? baseUrls[secret.region], secret, signal };
    return told(connection, { ...notice, incident }).catch(refused);
  },
});

function refused(error: unknown): Carried {
  if (error instanceof PagerDutyRefused) return error.failed;
  throw error;
}

type AboutIncident = Omit<Notice, "incident"> & { readonly incident: NoticedIncident };

/**
 * Each step can be done again: the incident is looked for by its key before it is made, so that there is never a second;
 * a note may come twice when the process ended right after it.
 */
async function told(connection: Connection, notice: AboutIncident): Promise<Carried> {
  const before = notice.state as PagerDutyState | undefined;
  const id = before?.id ?? (await foundOrMade(connection, notice))?.id;
  if (id === undefined) return { outcome: "sent", said: "it was over before PagerDuty could be told" };
  const notes = before?.notes ?? 0;
  if (isToBeResolved(notice)) await resolve(connection, id);
  // The last step, since it is the only one that is seen twice when it is done twice.
  if (notes < mostNotes) await addNote(connection, id, notes === mostNotes - 1 ? lastNote : noteOf(notice));
  const state: PagerDutyState = { id, notes: Math.min(notes + 1, mostNotes) };
  return { outcome: "sent", said: id, state };
}

const isToBeResolved = ({ event, config }: AboutIncident): boolean =>
  config["autoResolve"] !== "false" && tellsOfResolution(event["detail-type"], event.detail);

/** Nobody is woken for what is over: then @returns undefined */
async function foundOrMade(
  connection: Connection,
  notice: AboutIncident,
): Promise<PagerDutyIncident | undefined> {
  const { incident, config } = notice;
  const place = { serviceId: config["serviceId"] ?? "", key: incidentKey(incident.arn) };
  const found = await findByKey(connection, place);
  if (found !== undefined || incident.status === "RESOLVED") return found;
  const made = await create(connection, { ...place, title: incident.title, details: detailsOf(notice) });
  if ("id" in made) return made;
  // Refused: another node may have been quicker.
  const other = await findByKey(connection, place);
  if (other === undefined) throw new PagerDutyRefused(made);
  return other;
}

const detailsOf = ({ incident, links }: AboutIncident): string =>
  [incident.summary, links.incident, `Impact ${incident.impact}`, incident.arn]
    .filter((line) => line !== undefined)
    .join("\n\n");

/** Of any length that a timeline event can have: PagerDuty takes 25,000 characters. */
const noteOf = ({ event }: AboutIncident): string => `${event.time}  ${lineOf(event)}`;
