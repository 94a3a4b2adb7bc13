// HTML in which nothing from outside can be anything but text.

/** Safe to be put into a document as it is. */
export interface Html {
  readonly source: string;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/gu, (character) => entities[character] ?? "");

type Value = string | Html | readonly Html[] | undefined;

function sourceOf(value: Value): string {
  if (value === undefined) return "";
  if (typeof value === "string") return escaped(value);
  return "source" in value ? value.source : value.map(({ source }) => source).join("");
}

/** Texts are escaped, also inside quoted attributes; `undefined` leaves nothing. */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  source: parts.map((part, at) => part + sourceOf(values[at])).join(""),
});

/** Line breaks stay line breaks. */
export const lines = (text: string): Html => ({
  source: text
    .split(/\r\n|\r|\n/u)
    .map(escaped)
    .join("<br>\n"),
});

/** Ends before the punctuation that follows an address in a sentence. */
const address = /(https?:\/\/[^\s<>"]{0,2000}[^\s<>".,;:!?)\]'])/u;

/** As `lines`, with the addresses in it as links. @param attributes of these */
export const linked = (text: string, attributes: Html = { source: "" }): Html =>
  html`${text
    .split(address)
    .map((part, at) => (at % 2 === 0 ? lines(part) : html`<a href="${part}" ${attributes}>${part}</a>`))}`;
