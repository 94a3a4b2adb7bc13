// An incident as an incoming webhook of Mattermost takes it; those of Slack, and of others who copied them, take it too.
// Source: Mattermost's documentation of message attachments.
import { cut, inUtc } from "./brief-text.ts";
import { type Card, colourOf } from "./card.ts";

/** A post has 16,383 characters in all. */
const limits = { title: 300, line: 4000, field: 500 };

/**
 * Shown as it stands: it calls nobody, makes no link that says one thing and leads to another, and no HTML. Entities are
 * read by Mattermost and Slack alike.
 */
export const harmless = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("@", "@\u200b")
    .replaceAll("](", "]\u200b(");

export function mattermostMessage(card: Card): Readonly<Record<string, unknown>> {
  const { title, impactText, statusText, plan, since, resolved, people, line, link } = card;
  const shownTitle = harmless(cut(title, limits.title));
  const field = (name: string, value: string) => ({
    title: name,
    value: harmless(cut(value, limits.field)),
    short: true,
  });
  return {
    attachments: [
      {
        fallback: `${statusText}, ${impactText}: ${shownTitle}`,
        color: colourOf(card),
        title: shownTitle,
        ...(link !== undefined && { title_link: link }),
        text: harmless(cut(line, limits.line)),
        fields: [
          field("Impact", impactText),
          field("Status", resolved === undefined ? statusText : `${statusText} ${inUtc(resolved)}`),
          field("Response plan", plan),
          field("Since", inUtc(since)),
          field("Who", people),
        ],
      },
    ],
  };
}
