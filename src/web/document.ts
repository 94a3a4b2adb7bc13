// A page for people who follow a link: its look, and the headers that keep its address to itself.
import { createHash } from "node:crypto";
import { type Html, html } from "../domain/messages/html.ts";
import type { PageReply } from "../wire/page.ts";

export interface Shown {
  /** A line above the title. */
  readonly over?: string;
  readonly title: string;
  readonly rest: Html;
  /** Shown anew after so many seconds. */
  readonly refreshSeconds?: number | undefined;
}

const style = `
:root { color-scheme: light dark; }
body { margin: 0; background: #eef0f2; color: #16191c; font: 17px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
main { box-sizing: border-box; max-width: 560px; margin: 16px auto; padding: 24px 20px; border-radius: 12px; background: #ffffff; overflow-wrap: anywhere; }
p { margin: 0 0 8px; }
.over, .soft { color: #5b646d; font-size: 16px; }
h1 { margin: 0 0 20px; font-size: 24px; line-height: 1.25; }
h2 { margin: 28px 0 8px; font-size: 18px; line-height: 1.25; }
a { color: #0b57d0; }
form { margin: 0; }
button { width: 100%; padding: 18px 16px; border: 0; border-radius: 10px; background: #1a6b3c; color: #ffffff; font: inherit; font-size: 20px; font-weight: 700; line-height: 1.2; cursor: pointer; }
button:focus-visible { outline: 3px solid #0b57d0; outline-offset: 3px; }
ul, ol { margin: 0; padding: 0; list-style: none; }
li { margin: 0; padding: 8px 0; border-top: 1px solid #dde1e5; }
li .soft { display: block; font-size: 14px; }
.together { white-space: nowrap; }
.open, .resolved { display: inline-block; padding: 2px 10px; border-radius: 999px; color: #ffffff; font-weight: 700; }
.open { background: #b3261e; }
.resolved { background: #1a6b3c; }
.arn { margin: 28px 0 0; font-size: 13px; }
@media (max-width: 592px) { main { margin: 16px 12px; } }
@media (prefers-color-scheme: dark) {
  body { background: #111417; color: #d7dbdf; }
  main { background: #1d2125; }
  .over, .soft { color: #9aa3ab; }
  a { color: #8ab8ff; }
  button { background: #2b7347; }
  button:focus-visible { outline-color: #8ab8ff; }
  li { border-color: #343b42; }
  .resolved { background: #2b7347; }
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

export const shown = (status: number, { over, title, rest, refreshSeconds }: Shown): PageReply => ({
  status,
  headers,
  body: html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${
          refreshSeconds === undefined
            ? undefined
            : html`<meta http-equiv="refresh" content="${String(refreshSeconds)}" />`
        }
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

/** @param allow the methods that the page knows: `GET, HEAD` */
export function notAllowed(allow: string): PageReply {
  const page = shown(405, {
    title: "Not like this",
    rest: html`<p>Open the link from the message again.</p>`,
  });
  return { ...page, headers: { ...page.headers, allow } };
}
