// The words of an HTML document, for who can read nothing else. It is read once, from the beginning to the end.

const unseen = /^(script|style|head|title)\b/i;
const breaks = /^\/?(p|div|br|tr|li|h[1-6]|table)\b/i;

const named: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["nbsp", " "],
  ["#39", "'"],
]);

export function textOfHtml(html: string): string {
  const [first = "", ...pieces] = html.split("<");
  const words = [first];
  let hidden: string | undefined;
  for (const piece of pieces) {
    const end = piece.indexOf(">");
    const name = piece.slice(0, 20);
    if (hidden === undefined) hidden = unseen.exec(name)?.[1]?.toLowerCase();
    else if (name.toLowerCase().startsWith(`/${hidden}`)) hidden = undefined;
    if (hidden !== undefined) continue;
    words.push(breaks.test(name) ? "\n" : "", end < 0 ? "" : piece.slice(end + 1));
  }
  return words
    .join("")
    .replaceAll(/&(#?\w{1,8});/g, (whole, name: string) => named.get(name) ?? whole)
    .replaceAll(/[^\S\n]+/g, " ")
    .replaceAll(/ ?\n[ \n]*/g, "\n")
    .trim();
}
