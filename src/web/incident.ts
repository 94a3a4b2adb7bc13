// `/incident/<token>`: the page behind the link to an incident. It is for reading; nothing can be done here.
import { impactInWords } from "../domain/incident/call.ts";
import type { Incident } from "../domain/incident/incident.ts";
import { type Html, html, linked } from "../domain/messages/html.ts";
import { type Links, linkPaths } from "../domain/messages/links.ts";
import {
  type Called,
  describeIncident,
  type IncidentDescribed,
} from "../operations/incidents/describe-incident.ts";
import type { Storage } from "../storage/storage.ts";
import type { PageReply, PageRequest } from "../wire/page.ts";
import { notAllowed, type Shown, shown } from "./document.ts";

interface ToShow {
  readonly storage: Pick<Storage, "read">;
  readonly links: Pick<Links, "readIncident">;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Undefined for another path. */
export async function incidentPage(
  { method, path }: Pick<PageRequest, "method" | "path">,
  { storage, links, now }: ToShow,
): Promise<PageReply | undefined> {
  if (!path.startsWith(linkPaths.incident)) return undefined;
  if (!["GET", "HEAD"].includes(method)) return notAllowed("GET, HEAD");
  const named = links.readIncident({ token: path.slice(linkPaths.incident.length), now: now() });
  if (named === "not ours") return shown(404, notOurs);
  if (named === "expired") return shown(404, expired);
  const described = await describeIncident({ storage }, named);
  return described === undefined ? shown(404, deleted) : shown(200, readable(described, now()));
}

const otherWay = html`<p>
  With an access key it is read by its ARN, which is in the message:
  <code>aws ssm-incidents get-incident-record --arn …</code>
</p>`;

const notOurs: Shown = {
  title: "This link does not work",
  rest: html`<p>Perhaps it was cut off. Open it from the message again, or copy the whole of it.</p>
    ${otherWay}`,
};

const expired: Shown = {
  title: "This link has expired",
  rest: html`<p>It worked for seven days. A newer message about the incident has a newer link.</p>
    ${otherWay}`,
};

const deleted: Shown = {
  title: "This incident was deleted",
  rest: html`<p>Nothing of it is left to read here. Whoever deleted it may know more.</p>`,
};

function readable({ incident, called, events, goesOn }: IncidentDescribed, now: number): Shown {
  const { title, impact, summary, status, arn } = incident;
  return {
    over: impactInWords(impact),
    title,
    refreshSeconds: status === "OPEN" ? 30 : undefined,
    rest: html`${statusOf(incident, now)}
      ${
        summary === undefined
          ? undefined
          : html`<h2>Summary</h2>
              <p>${linked(summary)}</p>`
      }
      <h2>Who is engaged</h2>
      ${
        called.length === 0
          ? html`<p>Nobody has been paged.</p>`
          : html`<ul>
              ${called.map((it) => calledShown(it, now))}
            </ul>`
      }
      <h2>Timeline</h2>
      <ol>
        ${events.map(({ time, text }) => html`<li>${linked(cut(text))} ${when(time, now)}</li>`)}
      </ol>
      ${goesOn ? html`<p class="soft">Older events are not shown here.</p>` : undefined}
      <p class="soft arn">${arn}</p>`,
  };
}

function statusOf({ status, creationTime, resolvedTime }: Incident, now: number): Html {
  const created = html`<p>Created ${when(creationTime, now)}</p>`;
  return status === "RESOLVED"
    ? html`<p><span class="resolved">Resolved</span></p>
        ${created}
        ${resolvedTime === undefined ? undefined : html`<p>Resolved ${when(resolvedTime, now)}</p>`}`
    : html`<p><span class="open">Open</span></p>
        ${created}`;
}

const calledShown = ({ name, at, answered, awaited }: Called, now: number): Html =>
  answered === undefined
    ? html`<li>${name}: ${awaited ? "no answer yet" : "did not answer"} ${when(at, now, "paged ")}</li>`
    : html`<li>${name}: acknowledged ${when(answered, now)}</li>`;

/** The whole is in the API. In characters. */
const longestText = 2000;

const cut = (text: string): string => (text.length <= longestText ? text : `${text.slice(0, longestText)}…`);

/** Nobody's time zone is known here, so it is UTC, and how long ago that was. */
function when(time: number, now: number, before = ""): Html {
  const iso = new Date(time).toISOString();
  const words = `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
  const ago = now < time ? undefined : html` · <span class="together">${sinceThen(now - time)}</span>`;
  return html`<span class="soft">${before}<time datetime="${iso}">${words}</time>${ago}</span>`;
}

function sinceThen(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min ago` : `${Math.floor(hours / 24)} days ago`;
}
