// The wildcards of policies: `*` is any run of characters, also an empty one, and `?` is exactly one.

export type Matcher = (text: string) => boolean;

/**
 * A `*` also reaches over colons: IAM's user guide says so of a `*` that ends a segment of an ARN. So it matches the empty
 * Region of `arn:aws:ssm-incidents::111122223333:response-plan/x`.
 */
export function matcher(pattern: string): Matcher {
  const wild = pattern.search(/[*?]/);
  if (wild === -1) return (text) => text === pattern;
  if (/^\*+$/.test(pattern)) return () => true;
  if (wild === pattern.length - 1 && pattern.endsWith("*")) {
    const start = pattern.slice(0, -1);
    return (text) => text.startsWith(start);
  }
  return (text) => matches(pattern, text);
}

/**
 * Goes back to the latest `*` only: what an earlier one could still take, the latest can take too. So the work is at most
 * the product of the two lengths, whatever the pattern; a regular expression could need an exponential time.
 */
function matches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let taken = 0;
  while (t < text.length) {
    const wanted = pattern[p];
    if (wanted === "*") {
      star = p++;
      taken = t;
    } else if (wanted === "?" || wanted === text[t]) {
      p++;
      t++;
    } else if (star !== -1) {
      p = star + 1;
      t = ++taken;
    } else return false;
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}
