// Writes the message that asks whether an address is the person's own: whoever reads the code there can type it in.
import { plain } from "../engagement/receipt.ts";
import type { Recipient } from "../engagement/sending.ts";
import { emailHtml, emailText } from "./email.ts";
import type { Letter, Medium } from "./letter.ts";
import { shortMessage } from "./short-message.ts";
import { spoken } from "./twiml.ts";

/** A code on its way to a channel. */
export interface ActivationCode {
  /** The channel's ARN. */
  readonly channel: string;
  /** Six digits. */
  readonly code: string;
  /** As of {@link Message}. */
  readonly key: string;
  readonly to: Omit<Recipient, "activated">;
}

interface ToWrite {
  readonly activation: ActivationCode;
  /** Whether replies by SMS reach Tocsin. */
  readonly hears: boolean;
}

const writers: Readonly<Record<Medium, (it: ToWrite) => Letter>> = {
  email: ({ activation }) => ({
    medium: "email",
    subject: "Your Tocsin activation code",
    text: emailText(emailOf(activation)),
    html: emailHtml(emailOf(activation)),
    urgent: false,
    thread: activation.channel,
  }),
  sms: ({ activation: { code }, hears }) => ({
    medium: "sms",
    text: shortMessage({
      words: `Tocsin: your activation code is ${code}.`,
      end: hears ? "Reply UNSUBSCRIBE to get no more." : "With it you will be paged here.",
    }),
  }),
  voice: ({ activation: { code } }) => {
    const text = `This is Tocsin. Your activation code is: ${[...code].join(", ")}.`;
    return { medium: "voice", text, twiml: spoken(text, 3) };
  },
  webhook: ({ activation: { channel, code, to } }) => {
    const subject = "Your Tocsin activation code";
    const content = `The activation code of this channel is ${code}.`;
    return {
      medium: "webhook",
      subject,
      text: content,
      notice: {
        type: "activation-code",
        contact: to.name,
        subject,
        content,
        code,
        contactChannelArn: channel,
      },
    };
  },
};

export const writeActivationCode = (medium: Medium, it: ToWrite): Letter => writers[medium](it);

const emailOf = ({ code, to }: ActivationCode) => ({
  preview: `${code} is your activation code`,
  over: `Hello ${plain(to.name, 100)}`,
  title: "Is this address yours?",
  content: "Tocsin is to page you here. Pages begin to arrive once this code has been typed in.",
  code,
  codeIsFor: "Your activation code",
  foot: "If you do not expect this, ignore it: without the code nothing more is sent here.",
});
