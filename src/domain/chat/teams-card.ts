// An incident as an Adaptive Card for a Teams workflow. Source: Microsoft's documentation of Adaptive Cards 1.4 and of
// creating messages for workflows.
import { cut, inUtc } from "./brief-text.ts";
import type { Card } from "./card.ts";

type Element = Readonly<Record<string, unknown>>;

/** Teams takes 28 KB, and a character may have four bytes. */
const limits = { title: 300, line: 3000, fact: 500 };

export const teamsMessage = (body: readonly Element[], link?: string): Element => ({
  type: "message",
  attachments: [
    {
      contentType: "application/vnd.microsoft.card.adaptive",
      contentUrl: null,
      content: {
        $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
        type: "AdaptiveCard",
        version: "1.4",
        msteams: { width: "Full" },
        body,
        ...(link !== undefined && {
          actions: [{ type: "Action.OpenUrl", title: "Open the incident", url: link }],
        }),
      },
    },
  ],
});

export function teamsCard(card: Card): Element {
  const { title, isOpen, impact, impactText, statusText, plan, since, resolved, people, line, link } = card;
  return teamsMessage(
    [
      verbatim(cut(title, limits.title), {
        weight: "Bolder",
        size: "Large",
        color: colourOf(isOpen, impact),
      }),
      ...(line === "" ? [] : [verbatim(cut(line, limits.line))]),
      {
        type: "FactSet",
        facts: [
          { title: "Impact", value: impactText },
          {
            title: "Status",
            value: resolved === undefined ? statusText : `${statusText} ${inUtc(resolved)}`,
          },
          { title: "Response plan", value: plan },
          { title: "Since", value: inUtc(since) },
          { title: "Who", value: cut(people, limits.fact) },
        ],
      },
    ],
    link,
  );
}

/** A plain text block reads Markdown, in which a title from outside could hide a link. */
export const verbatim = (text: string, look: Element = {}): Element => ({
  type: "RichTextBlock",
  inlines: [{ type: "TextRun", text, ...look }],
});

const colourOf = (isOpen: boolean, impact: number): string => {
  if (!isOpen) return "Good";
  return impact === 1 ? "Attention" : impact === 2 ? "Warning" : "Default";
};
