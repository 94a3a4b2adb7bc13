// A command line in its words, as a POSIX shell takes it apart; nothing is expanded.

export type Words = { readonly words: readonly string[] } | { readonly fault: string };

export function wordsOf(line: string): Words {
  const words: string[] = [];
  let word: string | undefined;
  let quote: "'" | '"' | undefined;
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
      else if (quote === '"' && character === "\\" && /["\\$`]/u.test(line.charAt(at + 1)))
        word = `${word ?? ""}${line.charAt((at += 1))}`;
      else word = `${word ?? ""}${character}`;
    } else if (character === "'" || character === '"') {
      quote = character;
      word ??= "";
    } else if (character === "\\") word = `${word ?? ""}${line.charAt((at += 1))}`;
    else if (/\s/u.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = `${word ?? ""}${character}`;
  }
  if (quote !== undefined) return { fault: `No closing quotation: ${quote}` };
  return { words: word === undefined ? words : [...words, word] };
}
