// Text as Slack reads it: what people and alerts write is shown as it stands, and calls nobody. Source: Slack's
// documentation of formatting text.

/** In mrkdwn `<` begins a mention, a link or a date. */
export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Escaping makes a text longer: it is cut so that the outcome has at most so many code units. */
export function escapedWithin(text: string, most: number): string {
  const whole = escaped(text);
  if (whole.length <= most) return whole;
  let shown = "";
  for (const character of text) {
    const next = escaped(character);
    if (shown.length + next.length >= most) break;
    shown += next;
  }
  return `${shown}…`;
}

/** Like {@link escapedWithin}, and addresses can be followed: they say where they lead. */
export function linkedWithin(text: string, most: number): string {
  const shown = escapedWithin(text, most);
  const linked = shown.replaceAll(/https?:\/\/[^\s<>|"“”]+/gu, (found) => {
    const address = found.replace(/(?:&gt;.*|[.,;:!?)'…]+)$/su, "");
    return `<${address}>${found.slice(address.length)}`;
  });
  return linked.length <= most ? linked : shown;
}

/** As each reader's own clock shows it. @param time epoch milliseconds */
export const slackDate = (time: number): string =>
  `<!date^${Math.floor(time / 1000)}^{date_short_pretty} {time}|${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC>`;

/** Whole, or its beginning and a word about it. Three backquotes within would end the block. */
export function codeBlock(text: string, most: number): string {
  const harmless = escaped(text.replaceAll("```", "`\u200b`\u200b`"));
  if (harmless.length + fences <= most) return `\`\`\`\n${harmless}\n\`\`\``;
  const room = most - fences - longestWord;
  const lines = harmless.slice(0, room).split("\n").slice(0, -1);
  const shown = lines.length === 0 ? harmless.slice(0, room).replace(/&[a-z]*$/u, "") : lines.join("\n");
  const left = harmless.split("\n").length - Math.max(lines.length, 1);
  return `\`\`\`\n${shown}\n\`\`\`\nThat is the beginning: ${left} more ${left === 1 ? "line does" : "lines do"} not fit here.`;
}

const fences = 8;
const longestWord = 80;

/**
 * What somebody typed, as they typed it: Slack escapes it, turns addresses into links, and devices make quotes and dashes
 * prettier than a command line can bear.
 */
export const asTyped = (text: string): string =>
  text
    .replaceAll(/<(?:mailto:)?([^<>|]*)(?:\|[^<>]*)?>/gu, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replaceAll(/(^|\s)—(?=[a-z])/gu, "$1--")
    .replaceAll(/[“”]/gu, '"')
    .replaceAll(/[‘’]/gu, "'")
    .replaceAll("\u00a0", " ");
