// Texts from outside made fit for a card: on one line, and no longer than the chat takes.

/** Line breaks and other control characters become spaces. */
export const onOneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();

/** @param most in UTF-16 code units, which no chat counts for less than one character; nothing is cut in two */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const room = text.slice(0, most - 1);
  return `${room.isWellFormed() || !text.isWellFormed() ? room : room.slice(0, -1)}…`;
}

/** `2026-11-23 08:00 UTC`: nobody's time zone is known here. @param time epoch milliseconds */
export function inUtc(time: number): string {
  const iso = new Date(time).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
