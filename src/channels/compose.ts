// An e-mail as it travels: MIME, with an id that is the same whenever the same message is sent again.
import { createHash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import type { EmailLetter } from "../domain/messages/letter.ts";
import type { Delivery } from "./carrier.ts";

export interface Sender {
  readonly name: string | undefined;
  readonly address: string;
}

export interface Mail {
  readonly from: string;
  readonly to: string;
  readonly body: Buffer;
}

/** @param it.now epoch milliseconds */
export async function compose(
  { letter, to, key }: Delivery<EmailLetter>,
  it: { readonly sender: Sender; readonly now: number },
): Promise<Mail> {
  const { name = "", address } = it.sender;
  const idOf = (text: string): string => messageId(text, address);
  const thread = letter.thread === undefined ? undefined : idOf(`thread ${letter.thread}`);
  const mime = new MailComposer({
    from: { name, address },
    to,
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
    date: new Date(it.now),
    messageId: idOf(`message ${key}`),
    ...(thread !== undefined && { inReplyTo: thread, references: thread }),
    headers: {
      ...(letter.urgent && { Importance: "high", "X-Priority": "1" }),
      // No out-of-office replies.
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const envelope = mime.getEnvelope();
  return { from: envelope.from || address, to: envelope.to[0] ?? to.address, body: await mime.build() };
}

/** Mail systems that see the id again drop the copy. A thread's first message need not exist. */
const messageId = (text: string, sender: string): string => {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 40);
  return `<${hash}@${sender.slice(sender.lastIndexOf("@") + 1)}>`;
};
