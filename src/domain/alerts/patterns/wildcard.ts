// `{"wildcard": "*/bin/*.jar"}`: each star is any run of characters, also an empty one.
import { type Place, wrong } from "./place.ts";

/**
 * A backslash makes the star, or the backslash, after it an ordinary character. Two stars in a row, and a backslash before
 * anything else, are mistakes (README of Event Ruler). The work is the product of the two lengths at most.
 */
export function readWildcard(value: unknown, place: Place): (text: string) => boolean {
  const pieces = typeof value === "string" ? piecesOf(value) : "must be a text";
  return typeof pieces === "string" ? wrong(place, pieces, () => false) : (text) => fits(text, pieces);
}

/** What stands between the stars; or what is wrong. */
function piecesOf(pattern: string): readonly string[] | string {
  const tokens = pattern.match(/\\[^]|[^]/g) ?? [];
  const pieces = [""];
  for (const [index, token] of tokens.entries()) {
    if (token === "*") {
      if (tokens[index - 1] === "*") return "must not have two stars in a row";
      pieces.push("");
    } else if (token.startsWith("\\") && token !== "\\*" && token !== "\\\\") {
      return "must have a star or a backslash after each backslash";
    } else pieces.push(`${pieces.pop() ?? ""}${token.at(-1) ?? ""}`);
  }
  return pieces;
}

/** Each piece at the first place where it is found: what a star could take later, the next one can take too. */
function fits(text: string, pieces: readonly string[]): boolean {
  const first = pieces[0] ?? "";
  const last = pieces.at(-1) ?? "";
  if (pieces.length === 1) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = text.indexOf(piece, from);
    if (at === -1) return false;
    from = at + piece.length;
  }
  return from <= text.length - last.length;
}
