// What messages say, in each medium.
import { describe, expect, test } from "vitest";
import type { Message } from "../engagement/sending.ts";
import { writeActivationCode } from "./activation-letter.ts";
import type { Letter, Medium } from "./letter.ts";
import { createLinks } from "./links.ts";
import { mediumOf } from "./letter.ts";
import { writePage } from "./page-letter.ts";

const incident =
  "arn:aws:ssm-incidents::111122223333:incident-record/web/01a2074d-8a4f-786b-83dd-858a10f6e7ec";

const message: Message = {
  page: "arn:aws:ssm-contacts:us-east-1:111122223333:page/alice/0190",
  engagement: "arn:engagement",
  incident,
  code: "042137",
  key: "k",
  to: { name: "Alice", type: "EMAIL", address: "alice@example.com", activated: true },
  text: {
    subject: "Checkout is down",
    content: "Secret: 41 % errors.\nSee https://wiki.example.com/a?b=1&c=<2>.",
    publicSubject: "Checkout is down",
    publicContent: "Look at your e-mail",
  },
};
const publicUrl = "https://tocsin.example.com";
const links = createLinks({ key: Buffer.alloc(32, 1), publicUrl });
const noLinks = createLinks({ key: Buffer.alloc(32, 1), publicUrl: undefined });

interface Changes {
  readonly text?: Partial<Message["text"]>;
  readonly to?: Partial<Message["to"]>;
  readonly hears?: boolean;
  readonly with?: typeof links;
}

function page<M extends Medium>(medium: M, changes: Changes = {}): Extract<Letter, { medium: M }> {
  const it: Message = {
    ...message,
    text: { ...message.text, ...changes.text },
    to: { ...message.to, ...changes.to },
  };
  const hears = changes.hears ?? true;
  const letter = writePage(medium, { message: it, links: changes.with ?? links, hears, now: 0 });
  return letter as Extract<Letter, { medium: M }>;
}

describe("a page by SMS", () => {
  test("says what is public, and how to acknowledge", () => {
    expect(page("sms").text).toBe(
      "Tocsin page: Checkout is down - Look at your e-mail\nReply 042137 to acknowledge.",
    );
  });

  test("says no word of what is not public", () => {
    const text = { publicSubject: undefined, publicContent: undefined };
    expect(page("sms", { text }).text).toBe("Tocsin page: you are needed\nReply 042137 to acknowledge.");
  });

  test("asks for no reply where none would be heard", () => {
    expect(page("sms", { hears: false }).text).toMatch(/\nAcknowledge with the code 042137\.$/);
  });

  test("is reported where Tocsin can be reached", () => {
    expect(page("sms").report).toMatch(/^https:\/\/tocsin\.example\.com\/twilio\/report\//);
    expect(page("sms", { with: noLinks }).report).toBeUndefined();
  });
});

describe("a page by phone", () => {
  test("is read twice, and waits for the key 1", () => {
    const { text, twiml } = page("voice");
    expect(text).toBe("This is Tocsin with a page for Alice. Checkout is down. Press 1 to acknowledge.");
    expect(twiml).toMatch(/^<\?xml[^>]+><Response><Gather [^>]*numDigits="1"[^>]*><Say loop="2">/);
    expect(twiml).toContain(`action="${publicUrl}/twilio/key/`);
    expect(twiml).not.toContain("Secret");
  });

  test("spells its code where no key would be heard", () => {
    const { twiml } = page("voice", { hears: false });
    expect(twiml).toContain("Acknowledge with the code 0, 4, 2, 1, 3, 7.");
    expect(twiml).not.toContain("Gather");
  });

  test("is XML whatever the subject, and not longer than Twilio takes", () => {
    const subject = `</Say><Hangup/>\u0000\ud800"'&${"&".repeat(2000)}`;
    const { twiml } = page("voice", { text: { subject } });
    expect(twiml).not.toContain("<Hangup");
    expect(twiml).not.toMatch(/&(?!(amp|lt|gt|quot|apos);)/);
    expect(twiml).not.toMatch(/\p{Cc}/u);
    expect(twiml.isWellFormed()).toBe(true);
    expect(twiml.length).toBeLessThan(4000);
  });
});

describe("a page by e-mail", () => {
  test("has one link that acknowledges, one to the incident, and the code", () => {
    const { subject, text, html } = page("email");
    expect(subject).toBe("Checkout is down");
    for (const body of [text, html]) {
      expect(body).toContain("042137");
      expect(body.match(/https:\/\/tocsin\.example\.com\/acknowledge\//g)).toHaveLength(1);
      expect(body.match(/https:\/\/tocsin\.example\.com\/incident\/[\w-]+/g)).toHaveLength(1);
    }
    expect(text).toContain("Secret: 41 % errors.\nSee https://wiki");
  });

  test("loads nothing from anywhere, and knows the night", () => {
    const { html } = page("email");
    expect(html).not.toMatch(/<img|<script|<link|<iframe|\bsrc=|url\(|@import/);
    expect(html).toContain("@media (prefers-color-scheme: dark)");
    expect(html).toContain('name="color-scheme" content="light dark"');
  });

  test("cannot be made to contain markup from outside", () => {
    const evil = `<script>alert(1)</script>"' onmouseover="x`;
    const { html } = page("email", { text: { subject: evil, content: evil }, to: { name: evil } });
    expect(html).not.toContain("<script>");
    expect(html).not.toContain('" onmouseover');
  });

  test("makes addresses in its text tappable, without the full stop behind them", () => {
    const { html } = page("email");
    expect(html).toContain('href="https://wiki.example.com/a?b=1&amp;c="');
    const content = "(see https://a.example/b). https:// http://x, javascript:alert(1)";
    const hrefs = [...page("email", { text: { content } }).html.matchAll(/href="([^"]*)"/g)].map(
      ([, href]) => href,
    );
    expect(hrefs).toContain("https://a.example/b");
    expect(hrefs).toContain("http://x");
    expect(hrefs.filter((href) => !/^https?:\/\//.test(href ?? ""))).toEqual([]);
  });

  test("does without links where Tocsin cannot be reached", () => {
    const { text, html } = page("email", { with: noLinks });
    expect(text).not.toContain("Acknowledge:");
    expect(text).toContain("Acknowledgment code: 042137");
    expect(html).not.toContain('class="button"');
  });

  test.each(["INC-42", incident.replace("111122223333", "444455556666")])(
    "has no link to what cannot be read: %s",
    (named) => {
      const it = { message: { ...message, incident: named }, links, hears: true, now: 0 };
      expect(JSON.stringify(writePage("email", it))).not.toContain("Open the incident");
    },
  );

  test("is in the thread of its incident, or of its engagement", () => {
    expect(page("email").thread).toBe(incident);
    const alone = writePage("email", {
      message: { ...message, incident: undefined },
      links,
      hears: true,
      now: 0,
    });
    expect(alone).toMatchObject({ thread: "arn:engagement" });
  });

  test("has a subject on one line, not too long", () => {
    const { subject } = page("email", { text: { subject: `Down\r\nBcc: x${" and down".repeat(100)}` } });
    expect(subject).toMatch(/^Down Bcc: x and down.*…$/);
    expect(subject.length).toBeLessThanOrEqual(150);
  });
});

describe("a page by webhook", () => {
  test("has everything a machine needs", () => {
    expect(page("webhook").notice).toEqual({
      type: "page",
      contact: "Alice",
      subject: "Checkout is down",
      content: message.text.content,
      code: "042137",
      acknowledgeUrl: expect.stringMatching(/\/acknowledge\//),
      incidentUrl: expect.stringMatching(/\/incident\/[\w-]+$/),
      pageArn: message.page,
      engagementArn: "arn:engagement",
      incidentId: incident,
    });
  });

  test("of a channel for SMS has only what is public", () => {
    const to = { type: "SMS" } as const;
    expect(page("webhook", { to }).notice).toMatchObject({ content: "Look at your e-mail" });
    const text = { publicSubject: undefined, publicContent: undefined };
    const { notice, subject } = page("webhook", { to, text });
    expect(JSON.stringify(notice)).not.toContain("Secret");
    expect(notice.incidentUrl).toBeUndefined();
    expect(subject).toBe("You are needed");
  });
});

describe("an activation code", () => {
  const activation = { channel: "arn:channel", code: "042137", key: "k", to: message.to };
  const written = (medium: Medium, hears = true) => writeActivationCode(medium, { activation, hears });

  test.each(["email", "sms", "webhook"] as const)("is in the message by %s", (medium) => {
    expect(written(medium).text).toContain("042137");
  });

  test("is spelt, three times, on the phone", () => {
    expect(written("voice")).toMatchObject({
      text: "This is Tocsin. Your activation code is: 0, 4, 2, 1, 3, 7.",
      twiml: expect.stringContaining('<Say loop="3">'),
    });
  });

  test("by SMS says how to end it, where that would be heard", () => {
    expect(written("sms").text).toContain("UNSUBSCRIBE");
    expect(written("sms", false).text).not.toContain("UNSUBSCRIBE");
  });

  test("by e-mail is no alarm and has no link", () => {
    expect(written("email")).toMatchObject({ urgent: false, html: expect.not.stringContaining("<a") });
  });
});

test.each([
  [{ type: "EMAIL", address: "alice@example.com" }, "email"],
  [{ type: "SMS", address: "+4915112345667" }, "sms"],
  [{ type: "VOICE", address: "+4915112345667" }, "voice"],
  [{ type: "SMS", address: "ntfy://ntfy.sh/x" }, "webhook"],
  [{ type: "EMAIL", address: "https://push.example.com/x" }, "webhook"],
] as const)("%j is reached by %s", (to, medium) => {
  expect(mediumOf(to)).toBe(medium);
});
