// An SMS: short, in an alphabet that keeps it whole, and its end, which says what to do, is never cut off.
import { plain } from "../engagement/receipt.ts";
import { gsmFriendly, partsOf } from "./gsm.ts";

/** Each part costs, and phones show little more on a locked screen. */
const mostParts = 2;

/** The words on one line, cut to what fits; then the end on its own line. */
export function shortMessage({ words, end }: { readonly words: string; readonly end: string }): string {
  const whole = gsmFriendly(plain(words));
  const fits = (text: string): boolean => partsOf(`${text}\n${end}`) <= mostParts;
  if (fits(whole)) return `${whole}\n${end}`;
  const characters = [...whole];
  let [enough, tooMuch] = [0, characters.length];
  while (tooMuch - enough > 1) {
    const middle = (enough + tooMuch) >> 1;
    if (fits(cut(characters, middle))) enough = middle;
    else tooMuch = middle;
  }
  return `${cut(characters, enough)}\n${end}`;
}

const cut = (characters: readonly string[], length: number): string =>
  `${characters.slice(0, length).join("").trimEnd()}...`;
