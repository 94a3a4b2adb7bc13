// An address as it may be shown: enough to recognise one's own, too little to use it.

/** `a…@example.com`, `+49…67`, `https://push.example.com/…`. */
export function maskedAddress(address: string): string {
  const scheme = address.indexOf("://");
  if (scheme > 0) return maskedUrl(address);
  const at = address.lastIndexOf("@");
  const letters = [...address];
  if (at > 0) return `${letters[0] ?? ""}…${address.slice(at)}`;
  return letters.length < 8 ? "…" : `${letters.slice(0, 3).join("")}…${letters.slice(-2).join("")}`;
}

function maskedUrl(address: string): string {
  const url = URL.parse(address);
  return url === null ? "…" : `${url.protocol}//${url.host}/…`;
}
