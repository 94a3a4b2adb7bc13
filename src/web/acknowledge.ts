// `/acknowledge/<token>`: the page behind the link in an e-mail. Looking at it does nothing, so that mail scanners cannot answer.
import { type Html, html } from "../domain/messages/html.ts";
import { type Links, linkPaths } from "../domain/messages/links.ts";
import type { PageReply, PageRequest } from "../wire/page.ts";
import type { Acknowledging, Answered, PageShown } from "./acknowledging.ts";
import { notAllowed, type Shown, shown } from "./document.ts";

export interface ToAcknowledge extends Acknowledging {
  readonly links: Pick<Links, "read" | "toIncident">;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** GET shows what there is to acknowledge, POST acknowledges; undefined for another path. */
export async function acknowledgePage(
  { method, path }: Pick<PageRequest, "method" | "path">,
  given: ToAcknowledge,
): Promise<PageReply | undefined> {
  if (!path.startsWith(linkPaths.acknowledge)) return undefined;
  if (!["GET", "HEAD", "POST"].includes(method)) return notAllowed("GET, HEAD, POST");
  const token = path.slice(linkPaths.acknowledge.length);
  const link = given.links.read("acknowledge", { token, now: given.now() });
  if (link === "not ours") return shown(404, notOurs);
  if (link === "expired") return shown(410, expired);
  return method === "POST" ? answer(given, link.page) : look(given, link.page);
}

async function look(given: ToAcknowledge, arn: string): Promise<PageReply> {
  const page = await given.describePage(arn);
  if (page === undefined) return shown(404, answers.unknown);
  const toIncident = incidentLink(page, given);
  if (page.state !== "open")
    return shown(200, and(answers[page.state === "stopped" ? "stopped" : "already"], toIncident));
  return shown(200, {
    over: `${page.contactName}, you are paged`,
    title: page.subject,
    rest: html`<form method="post"><button>Acknowledge</button></form>`,
  });
}

async function answer(given: ToAcknowledge, page: string): Promise<PageReply> {
  const info = "Acknowledged through the link in the message.";
  const answered = await given.acknowledgePage({ page, how: "link", info });
  if (answered === "unknown") return shown(404, answers.unknown);
  return shown(200, and(answers[answered], incidentLink(await given.describePage(page), given)));
}

function incidentLink(page: PageShown | undefined, { links, now }: ToAcknowledge): Html | undefined {
  const url = page?.incident && links.toIncident({ ...page.incident, now: now() });
  return url === undefined ? undefined : html`<p><a href="${url}">Open the incident</a></p>`;
}

const and = (page: Shown, more: Html | undefined): Shown => ({ ...page, rest: html`${page.rest}${more}` });

const answers: Readonly<Record<Answered, Shown>> = {
  acknowledged: { title: "Acknowledged", rest: html`<p>Thank you. You may close this.</p>` },
  already: {
    title: "Already acknowledged",
    rest: html`<p>There is nothing left to do here. You may close this.</p>`,
  },
  stopped: {
    title: "This page is over",
    rest: html`<p>
      Somebody else has answered, or it was stopped. There is nothing to acknowledge any more.
    </p>`,
  },
  unknown: { title: "Unknown page", rest: html`<p>Tocsin does not know this page any more.</p>` },
};

const notOurs: Shown = {
  title: "This link does not work",
  rest: html`<p>Perhaps it was cut off. The code in the message still acknowledges the page.</p>`,
};

const expired: Shown = {
  title: "This link has expired",
  rest: html`<p>It worked for a day. The code in the message still acknowledges the page.</p>`,
};
