// Which page somebody means who sends back a code.
import { findChannel } from "../../storage/contact-channels.ts";
import { findPagesByCode } from "../../storage/pages.ts";
import type { Storage } from "../../storage/storage.ts";

interface SentBack {
  readonly code: string;
  /** From which it came: a phone number, E.164. */
  readonly address: string;
}

/** Codes come again after a million pages, so few have the same. */
const looked = 200;

/** @returns the ARN of the latest page with the code that went to the address by SMS, of whatever account */
export const findPageByCode = (
  storage: Pick<Storage, "read">,
  { code, address }: SentBack,
): Promise<string | undefined> =>
  storage.read(async (reader) => {
    for (const page of await findPagesByCode(reader, code, looked)) {
      const channel = await findChannel(reader, page.channel);
      if (channel?.type === "SMS" && channel.address === address) return page.arn;
    }
    return undefined;
  });
