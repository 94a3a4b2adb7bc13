// Reads the bytes of a mail.
import PostalMime, { type Address, type Email } from "postal-mime";
import { textOfHtml } from "../domain/alerts/html-text.ts";
import type { Mail } from "../domain/alerts/mail.ts";

const limits = {
  maxNestingDepth: 20,
  maxHeadersSize: 200_000,
  maxRfc822NestingDepth: 1,
  rfc822Attachments: true,
};

const mostHtml = 200_000;
const mostAddresses = 20;

/** @throws {Error} for what is no mail */
export async function readMail(bytes: Uint8Array): Promise<Mail> {
  const mail = await PostalMime.parse(bytes, limits);
  const sent = Date.parse(mail.date ?? "");
  return {
    from: addressesOf(mail.from)[0] ?? "",
    to: (mail.to ?? []).flatMap(addressesOf).slice(0, mostAddresses),
    subject: mail.subject ?? "",
    text: wordsOf(mail),
    messageId: mail.messageId?.slice(0, 1_000),
    sent: Number.isNaN(sent) ? undefined : sent,
    headers: new Map(mail.headers.map(({ key, value }) => [key, value])),
  };
}

const addressesOf = (address: Address | undefined): string[] => {
  if (address === undefined) return [];
  return address.group === undefined ? [address.address.slice(0, 320)] : address.group.flatMap(addressesOf);
};

const wordsOf = ({ text = "", html = "" }: Email): string =>
  text.trim() === "" ? textOfHtml(html.slice(0, mostHtml)) : text.trim();
