// How e-mails look: to be read at night on a phone, light or dark, with one large button. No images, nothing loaded from anywhere.
import { type Html, html, linked } from "./html.ts";

export interface EmailBody {
  /** What lists of mails show beside the subject. */
  readonly preview: string;
  readonly over: string;
  readonly title: string;
  readonly content: string;
  readonly button?: Labelled | undefined;
  readonly code: string;
  readonly codeIsFor: string;
  readonly link?: Labelled | undefined;
  readonly foot: string;
}

/** Not shown without an address. */
interface Labelled {
  readonly label: string;
  readonly url: string | undefined;
}

export const emailText = (body: EmailBody): string =>
  [
    `${body.over}.`,
    body.title,
    body.content,
    [
      ...(body.button?.url === undefined ? [] : [`${body.button.label}: ${body.button.url}`]),
      `${body.codeIsFor}: ${body.code}`,
      ...(body.link?.url === undefined ? [] : [`${body.link.label}: ${body.link.url}`]),
    ].join("\n"),
    `--\n${body.foot}`,
  ]
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join("\n\n");

const sans = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const mono = "font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace";

/** By day, in the elements themselves: for programs that know no style sheet. */
const day = {
  body: "margin:0;padding:0;background:#eef0f2",
  preview: "display:none;max-height:0;overflow:hidden",
  edge: "padding:16px 12px",
  card: "max-width:560px;background:#ffffff;border-radius:12px",
  inside: "padding:24px 20px",
  over: `margin:0 0 8px;${sans};font-size:16px;line-height:1.4;color:#5b646d`,
  title: `margin:0 0 20px;${sans};font-size:24px;line-height:1.25;font-weight:700;color:#16191c;overflow-wrap:anywhere`,
  button: `display:block;margin:0 0 20px;padding:18px 16px;border-radius:10px;background:#1a6b3c;color:#ffffff;${sans};font-size:20px;line-height:1.2;font-weight:700;text-align:center;text-decoration:none`,
  content: `margin:0 0 20px;${sans};font-size:17px;line-height:1.5;color:#24292e;overflow-wrap:anywhere`,
  label: `margin:0 0 6px;${sans};font-size:15px;line-height:1.4;color:#5b646d`,
  codes: "margin:0 0 20px",
  code: `display:inline-block;padding:8px 16px;border-radius:8px;background:#eef0f2;${mono};font-size:26px;line-height:1.3;letter-spacing:4px;color:#16191c`,
  links: `margin:0 0 20px;${sans};font-size:17px;line-height:1.5`,
  link: "color:#0b57d0",
  foot: `margin:0;${sans};font-size:14px;line-height:1.5;color:#5b646d`,
};

/** Colours that do not blind in the dark. */
const night: Html = {
  source: `
    :root { color-scheme: light dark; supported-color-schemes: light dark; }
    @media (prefers-color-scheme: dark) {
      .ground { background: #111417 !important; }
      .card { background: #1d2125 !important; }
      .text { color: #d7dbdf !important; }
      .soft { color: #9aa3ab !important; }
      .code { color: #f0f2f4 !important; background: #2a3036 !important; }
      .button { background: #2b7347 !important; color: #ffffff !important; }
      .link { color: #8ab8ff !important; }
    }`,
};

export const emailHtml = (body: EmailBody): string => inPage(body, inCard(body)).source;

const inPage = ({ title, preview }: EmailBody, card: Html): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <title>${title}</title>
        <style>
          ${night}
        </style>
      </head>
      <body class="ground" style="${day.body}">
        <div style="${day.preview}">${preview}</div>
        <table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0">
          <tr>
            <td align="center" style="${day.edge}">
              <table
                role="presentation"
                class="card"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                style="${day.card}"
              >
                <tr>
                  <td style="${day.inside}">${card}</td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html> `;

const inCard = (body: EmailBody): Html =>
  html`<p class="soft" style="${day.over}">${body.over}</p>
    <h1 class="text" style="${day.title}">${body.title}</h1>
    ${buttonOf(body)}
    <p class="text" style="${day.content}">${contentOf(body)}</p>
    <p class="soft" style="${day.label}">${body.codeIsFor}</p>
    <p style="${day.codes}"><span class="code" style="${day.code}">${body.code}</span></p>
    ${linkOf(body)}
    <p class="soft" style="${day.foot}">${body.foot}</p>`;

/** Addresses, such as a runbook's, can be tapped. */
const contentOf = ({ content }: EmailBody): Html => linked(content, html`class="link" style="${day.link}"`);

const buttonOf = ({ button }: EmailBody): Html | undefined =>
  button?.url === undefined
    ? undefined
    : html`<a class="button" href="${button.url}" style="${day.button}">${button.label}</a>`;

const linkOf = ({ link }: EmailBody): Html | undefined =>
  link?.url === undefined
    ? undefined
    : html`<p style="${day.links}">
        <a class="link" href="${link.url}" style="${day.link}">${link.label}</a>
      </p>`;
