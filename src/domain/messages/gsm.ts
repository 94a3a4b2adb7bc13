// Text as SMS carries it best: in the GSM alphabet a part holds 153 characters of a long message, in any other only 67.

/** Source: 3GPP TS 23.038. Those of the second line count twice. */
const basic =
  "@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const twice = "^{}\\[~]|€";

const single = new Set(basic);
const double = new Set(twice);
const isGsm = (character: string): boolean => single.has(character) || double.has(character);

const typographic: ReadonlyMap<string, string> = new Map([
  ...[..."“”„‟«»″"].map((quote) => [quote, '"'] as const),
  ...[..."‘’‚‛‹›′`´"].map((quote) => [quote, "'"] as const),
  ...[..."‐‑‒–—―−•·"].map((dash) => [dash, "-"] as const),
  ["…", "..."],
  ["→", "->"],
  ["×", "x"],
]);

const picture = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}]$/u;
/** They join pictures, and choose how they look. */
const joiners = new Set(["\u200d", "\u20e3", "\ufe0e", "\ufe0f"]);

/** Typographic characters and rare accents become plain ones, pictures go; other scripts stay as they are. */
export const gsmFriendly = (text: string): string =>
  [...text.normalize("NFC")].map(friendly).join("").replaceAll(/ {2,}/gu, " ").trim();

function friendly(character: string): string {
  if (isGsm(character)) return character;
  if (picture.test(character) || joiners.has(character)) return "";
  const plain = typographic.get(character);
  if (plain !== undefined) return plain;
  if (/^\s$/u.test(character)) return " ";
  const [letter = ""] = character.normalize("NFD");
  return isGsm(letter) ? letter : character;
}

/** The parts that a message takes on its way. One that fits into a single part needs no numbering, so it holds a little more. */
export function partsOf(text: string): number {
  const characters = [...text];
  const gsm = characters.every(isGsm);
  const length = gsm
    ? characters.reduce((sum, character) => sum + (double.has(character) ? 2 : 1), 0)
    : text.length;
  const [alone, joined] = gsm ? [160, 153] : [70, 67];
  return length <= alone ? 1 : Math.ceil(length / joined);
}
