// Writes a page: what the person reads or hears, and how to acknowledge it, in each medium.
import { plain } from "../engagement/receipt.ts";
import type { Message } from "../engagement/sending.ts";
import { emailHtml, emailText } from "./email.ts";
import type { EmailLetter, Letter, Medium, SmsLetter, VoiceLetter, WebhookLetter } from "./letter.ts";
import type { Links } from "./links.ts";
import { readableIncident } from "./readable-incident.ts";
import { shortMessage } from "./short-message.ts";
import { asking, spoken } from "./twiml.ts";

export interface ToWrite {
  readonly message: Message;
  readonly links: Links;
  /** Whether replies by SMS and keys pressed in calls reach Tocsin. */
  readonly hears: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
}

const writers: Readonly<Record<Medium, (it: ToWrite) => Letter>> = {
  email: pageEmail,
  sms: pageSms,
  voice: pageCall,
  webhook: pageNotice,
};

export const writePage = (medium: Medium, it: ToWrite): Letter => writers[medium](it);

const toPage = (purpose: Parameters<Links["toPage"]>[0], { message, links, now }: ToWrite) =>
  links.toPage(purpose, { page: message.page, now });

function toIncident({ message, links, now }: ToWrite): string | undefined {
  const named = readableIncident(message.page, message.incident);
  return named && links.toIncident({ ...named, now });
}

/** Mail programs cut what is longer. */
const longestSubject = 150;

function pageEmail(it: ToWrite): EmailLetter {
  const { code, text, to, engagement, incident } = it.message;
  const body = {
    preview: plain(text.content, 120),
    over: `${to.name}, you are paged`,
    title: plain(text.subject, 500),
    content: text.content,
    button: { label: "Acknowledge", url: toPage("acknowledge", it) },
    code,
    codeIsFor: "Acknowledgment code",
    link: { label: "Open the incident", url: toIncident(it) },
    foot: "Until somebody acknowledges, the plan goes on and pages others.",
  };
  return {
    medium: "email",
    subject: plain(text.subject, longestSubject),
    text: emailText(body),
    html: emailHtml(body),
    urgent: true,
    thread: incident ?? engagement,
  };
}

/** Without public texts it says nothing that others should not read. Source: API reference of StartEngagement. */
function pageSms(it: ToWrite): SmsLetter {
  const { code, text } = it.message;
  const said = [text.publicSubject, text.publicContent].filter((part) => part !== undefined);
  return {
    medium: "sms",
    text: shortMessage({
      words: `Tocsin page: ${said.length === 0 ? "you are needed" : said.join(" - ")}`,
      end: it.hears ? `Reply ${code} to acknowledge.` : `Acknowledge with the code ${code}.`,
    }),
    report: toPage("report", it),
  };
}

/** Nobody listens to more, and Twilio takes 4,000 characters with all the escapes. */
const longestSpoken = 500;

function pageCall(it: ToWrite): VoiceLetter {
  const { code, text, to } = it.message;
  const subject = plain(text.subject, longestSpoken).replace(/[^.!?…]$/u, "$&.");
  const keyTo = toPage("key", it);
  const how = it.hears ? "Press 1 to acknowledge." : `Acknowledge with the code ${digitByDigit(code)}.`;
  const script = `This is Tocsin with a page for ${plain(to.name, 100)}. ${subject} ${how}`;
  return {
    medium: "voice",
    text: script,
    twiml: it.hears && keyTo !== undefined ? asking({ text: script, times: 2, keyTo }) : spoken(script, 2),
    report: toPage("report", it),
  };
}

const digitByDigit = (code: string): string => [...code].join(", ");

/** Whoever may use a channel of the type SMS only for what is public gets no more by a webhook. */
function pageNotice(it: ToWrite): WebhookLetter {
  const { code, text, to, page, engagement, incident } = it.message;
  const isPublic = to.type === "SMS";
  const subject = isPublic ? (text.publicSubject ?? "You are needed") : text.subject;
  const content = isPublic ? (text.publicContent ?? "") : text.content;
  return {
    medium: "webhook",
    subject: plain(subject),
    text: content,
    notice: {
      type: "page",
      contact: to.name,
      subject,
      content,
      code,
      acknowledgeUrl: toPage("acknowledge", it),
      // Behind the link is all that is known.
      incidentUrl: isPublic ? undefined : toIncident(it),
      pageArn: page,
      engagementArn: engagement,
      incidentId: incident,
    },
  };
}
