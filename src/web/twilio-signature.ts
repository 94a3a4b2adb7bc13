// Whether a request comes from Twilio: it signs the address and the form with the account's auth token. Source: Twilio's
// documentation of webhook security.
import { createHmac, timingSafeEqual } from "node:crypto";

interface Signed {
  /** As it was given to Twilio, with its query. */
  readonly url: string;
  readonly form: URLSearchParams;
  /** X-Twilio-Signature. */
  readonly signature: string | undefined;
}

export const isFromTwilio = ({ url, form, signature }: Signed, authToken: string): boolean =>
  signature !== undefined &&
  addresses(url).some((address) => same(signature, signatureOf(address, form, authToken)));

/** In base64. */
export const signatureOf = (url: string, form: URLSearchParams, authToken: string): string =>
  createHmac("sha1", authToken)
    .update(`${url}${written(form)}`)
    .digest("base64");

/** Sorted by name; a value that comes twice counts once. */
function written(form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort();
  return names
    .flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => `${name}${value}`))
    .join("");
}

/** Twilio is not consistent about whether the port belongs to the address. */
function addresses(url: string): string[] {
  const [, scheme = "", host = "", port, rest = ""] =
    /^(https?):\/\/([^/:]+|\[[^\]]+\])(:\d+)?(\/.*)?$/i.exec(url) ?? [];
  const usual = scheme === "https" ? ":443" : ":80";
  return port === undefined
    ? [url, `${scheme}://${host}${usual}${rest}`]
    : [url, `${scheme}://${host}${rest}`];
}

const same = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};
