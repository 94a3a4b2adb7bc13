// Notices to a topic of ntfy, with a button that acknowledges. Source: ntfy's documentation of publishing.
import type { Notice, WebhookLetter } from "../domain/messages/letter.ts";
import type { Post } from "./post.ts";

/** A longer message arrives as a file. In bytes. */
const longestMessage = 4000;

/** @param url `ntfy://host/topic`; it is reached by https */
export const ntfyPost = ({ subject, text, notice }: WebhookLetter, url: URL): Post => ({
  url: `https://${url.host}${url.pathname}`,
  headers: {
    Title: encodedWord(subject.slice(0, 200).toWellFormed()),
    Priority: notice.type === "page" ? "urgent" : "default",
    Tags: notice.type === "page" ? "rotating_light" : "key",
    ...(notice.acknowledgeUrl !== undefined && { Click: notice.acknowledgeUrl }),
    ...actions(notice),
  },
  body: cut(text, `Code: ${notice.code}`),
});

/** Pressed by hand, so it acknowledges at once, without the page that asks once more. Links have neither commas nor semicolons. */
function actions({ acknowledgeUrl, incidentUrl }: Notice): Record<string, string> {
  const buttons = [
    ...(acknowledgeUrl === undefined
      ? []
      : [`http, Acknowledge, ${acknowledgeUrl}, method=POST, clear=true`]),
    ...(incidentUrl === undefined ? [] : [`view, Open the incident, ${incidentUrl}`]),
  ];
  return buttons.length === 0 ? {} : { Actions: buttons.join("; ") };
}

/** Headers are ASCII. Source: RFC 2047. */
const encodedWord = (text: string): string =>
  /^[ -~]*$/.test(text) ? text : `=?UTF-8?B?${Buffer.from(text).toString("base64")}?=`;

function cut(text: string, end: string): string {
  const room = longestMessage - Buffer.byteLength(end) - 8;
  const bytes = Buffer.from(text);
  if (bytes.length <= room) return [text, end].filter((part) => part !== "").join("\n\n");
  // A character that is cut in two is left out.
  const beginning = new TextDecoder().decode(bytes.subarray(0, room), { stream: true });
  return `${beginning}…\n\n${end}`;
}
