// An incident as an embed of Discord. Source: Discord's documentation of webhooks and of embed limits.
import { cut } from "./brief-text.ts";
import { type Card, colourOf } from "./card.ts";

/** In characters; all of an embed together has 6,000. */
const limits = { title: 256, description: 4000, field: 300 };

type Json = Readonly<Record<string, unknown>>;

/** Nobody is called, whatever a title says. */
export const discordMessage = (message: Json): Json => ({
  username: "Tocsin",
  ...message,
  allowed_mentions: { parse: [] },
});

export function discordEmbed(card: Card, time: string): Json {
  const { title, impactText, statusText, plan, since, people, line, link } = card;
  const field = (name: string, value: string) => ({
    name,
    value: verbatim(value, limits.field),
    inline: true,
  });
  return discordMessage({
    embeds: [
      {
        title: verbatim(title, limits.title),
        ...(line !== "" && { description: verbatim(line, limits.description) }),
        ...(link !== undefined && { url: link }),
        color: Number.parseInt(colourOf(card).slice(1), 16),
        fields: [
          field("Impact", impactText),
          field("Status", statusText),
          field("Response plan", plan),
          { name: "Since", value: `<t:${Math.floor(since / 1000)}:f>`, inline: true },
          field("Who", people),
        ],
        footer: { text: "Tocsin" },
        timestamp: time,
      },
    ],
  });
}

/** A backslash before what Markdown would read, but not within addresses, which would break. */
export function verbatim(text: string, most: number): string {
  const marked = cut(text, most).replaceAll(/[\\*~`|<>[\]]/gu, "\\$&");
  return cut(marked, most).replace(/(?<!\\)\\…$/u, "…");
}
