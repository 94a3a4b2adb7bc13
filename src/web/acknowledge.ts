// `/acknowledge/<token>`: the page behind the link in an e-mail. Looking at it does nothing, so that mail scanners cannot answer.
import { createHash } from "node:crypto";
import { type Html, html } from "../domain/messages/html.ts";
import { type Links, linkPaths } from "../domain/messages/links.ts";
import type { PageReply, PageRequest } from "../wire/page.ts";
import type { Acknowledging, Answered } from "./acknowledging.ts";

export interface ToAcknowledge extends Acknowledging {
  readonly links: Pick<Links, "read">;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** GET shows what there is to acknowledge, POST acknowledges; undefined for another path. */
export async function acknowledgePage(
  { method, path }: Pick<PageRequest, "method" | "path">,
  given: ToAcknowledge,
): Promise<PageReply | undefined> {
  if (!path.startsWith(linkPaths.acknowledge)) return undefined;
  if (!["GET", "HEAD", "POST"].includes(method))
    return { ...shown(405, notAllowed), headers: { allow: "GET, HEAD, POST" } };
  const token = path.slice(linkPaths.acknowledge.length);
  const link = given.links.read("acknowledge", { token, now: given.now() });
  if (link === "not ours") return shown(404, notOurs);
  if (link === "expired") return shown(410, expired);
  return method === "POST" ? answer(given, link.page) : look(given, link.page);
}

async function look(given: ToAcknowledge, arn: string): Promise<PageReply> {
  const page = await given.describePage(arn);
  if (page === undefined) return shown(404, answers.unknown);
  if (page.state !== "open") return shown(200, answers[page.state === "stopped" ? "stopped" : "already"]);
  return shown(200, {
    over: `${page.contactName}, you are paged`,
    title: page.subject,
    rest: html`<form method="post"><button>Acknowledge</button></form>`,
  });
}

async function answer(given: ToAcknowledge, page: string): Promise<PageReply> {
  const info = "Acknowledged through the link in the message.";
  const answered = await given.acknowledgePage({ page, how: "link", info });
  return shown(answered === "unknown" ? 404 : 200, answers[answered]);
}

interface Shown {
  readonly over?: string;
  readonly title: string;
  readonly rest: Html;
}

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

const notAllowed: Shown = { title: "Not like this", rest: html`<p>A link is opened or posted to.</p>` };

const style = `
:root { color-scheme: light dark; }
body { margin: 0; background: #eef0f2; color: #16191c; font: 17px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
main { box-sizing: border-box; max-width: 560px; margin: 16px auto; padding: 24px 20px; border-radius: 12px; background: #ffffff; }
p { margin: 0 0 8px; }
.over { color: #5b646d; font-size: 16px; }
h1 { margin: 0 0 20px; font-size: 24px; line-height: 1.25; overflow-wrap: anywhere; }
form { margin: 0; }
button { width: 100%; padding: 18px 16px; border: 0; border-radius: 10px; background: #1a6b3c; color: #ffffff; font: inherit; font-size: 20px; font-weight: 700; line-height: 1.2; cursor: pointer; }
button:focus-visible { outline: 3px solid #0b57d0; outline-offset: 3px; }
@media (max-width: 592px) { main { margin: 16px 12px; } }
@media (prefers-color-scheme: dark) {
  body { background: #111417; color: #d7dbdf; }
  main { background: #1d2125; }
  .over { color: #9aa3ab; }
  button { background: #2b7347; }
  button:focus-visible { outline-color: #8ab8ff; }
}
`;

const styleHash = createHash("sha256").update(style).digest("base64");

/** Nothing but this page and its own style: no scripts, no frames, no cookies, and no trace of the token elsewhere. */
const headers = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex, nofollow",
};

const shown = (status: number, { over, title, rest }: Shown): PageReply => ({
  status,
  headers,
  body: html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${{ source: `<style>${style}</style>` }}
      </head>
      <body>
        <main>
          ${over === undefined ? undefined : html`<p class="over">${over}</p>`}
          <h1>${title}</h1>
          ${rest}
        </main>
      </body>
    </html> `.source,
});
