// What may be the address of a channel: a number, an e-mail address, or an address of a webhook whose scheme is set up.
import type { ChannelType } from "../../contract/contacts/channel.ts";

/** E.164: `+`, the country code and the number. */
const phoneNumber = /^\+[1-9]\d{6,14}$/;

/** As schemes are written, in small letters here. */
const scheme = /^([a-z][a-z0-9+.-]{0,30}):\/\//i;

/** What is wrong with the address, as the end of a sentence; undefined when nothing is. */
export function addressFault(
  type: ChannelType,
  address: string,
  webhookSchemes: readonly string[],
): string | undefined {
  const [, given] = scheme.exec(address) ?? [];
  if (given !== undefined) return webhookFault(address, given.toLowerCase(), webhookSchemes);
  if (type === "EMAIL")
    return isEmailAddress(address) ? undefined : "is not an e-mail address such as alice@example.com";
  return phoneNumber.test(address)
    ? undefined
    : "is not a phone number such as +14255550123: a plus, the country code and the number, digits only";
}

function webhookFault(address: string, given: string, schemes: readonly string[]): string | undefined {
  if (!schemes.includes(given))
    return `begins with ${given}://, which is not set up here${schemes.length === 0 ? "" : `: ${schemes.join(", ")}`}`;
  const url = URL.parse(address);
  const isWhole = url !== null && url.host !== "" && !/[\s\p{Cc}]/u.test(address);
  return isWhole ? undefined : "is not an address of a webhook such as https://push.example.com/topic";
}

const mostInLocalPart = 64;
const mostInDomain = 253;

/** Neither white space nor what separates addresses, names them or begins another header. Every character is looked at once. */
const localPart = /^[^\s\p{Cc}@<>()[\]\\,;:"]+$/u;
const label = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;

/** Those that people have: no quoted names, comments or routes. Letters of all languages; a host of one's own network too. */
function isEmailAddress(address: string): boolean {
  const at = address.lastIndexOf("@");
  const [local, domain] = [address.slice(0, Math.max(at, 0)), address.slice(at + 1)];
  return (
    local.length <= mostInLocalPart &&
    domain.length <= mostInDomain &&
    localPart.test(local) &&
    local.split(".").every((atom) => atom !== "") &&
    domain.split(".").every((part) => label.test(part))
  );
}
