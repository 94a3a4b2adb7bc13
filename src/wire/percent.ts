// Percent-encoding of bytes. Texts here hold one byte per character (latin1), as they travel.
import { isUtf8 } from "node:buffer";
import { malformed } from "./errors.ts";

const escapes = Array.from(
  { length: 256 },
  (_, byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
);
const escape = (character: string): string => escapes[character.charCodeAt(0) & 0xff] ?? "";

/** Encodes all but the unreserved characters of RFC 3986, with upper-case digits, as Signature Version 4 asks. */
export const encodeBytes = (bytes: string): string => bytes.replace(/[^A-Za-z0-9\-._~]/g, escape);

/** The same, with slashes left as they are. */
export const encodePathBytes = (bytes: string): string => bytes.replace(/[^A-Za-z0-9\-._~/]/g, escape);

const unescape = (_: string, digits: string): string => String.fromCharCode(Number.parseInt(digits, 16));

/** @throws MalformedHttpRequestException where a `%` is not followed by two hexadecimal digits */
export const decodeBytes = (encoded: string): string => {
  if (!encoded.includes("%")) return encoded;
  if (/%(?![0-9A-Fa-f]{2})/.test(encoded)) throw malformed("Illegal hex character in escape % pattern.");
  return encoded.replace(/%([0-9A-Fa-f]{2})/g, unescape);
};

/** @throws MalformedHttpRequestException where the bytes are no UTF-8 */
export const textOf = (bytes: string): string => {
  if (/^[\x20-\x7e]*$/.test(bytes)) return bytes;
  const buffer = Buffer.from(bytes, "latin1");
  if (!isUtf8(buffer)) throw malformed("The request target is not valid UTF-8.");
  return buffer.toString();
};
