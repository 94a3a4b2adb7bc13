import { expect, it } from "vitest";
import { cardOf } from "./card.ts";
import { incidentOf, slackCard } from "./slack-card.ts";
import { continued, storyIn } from "./story.ts";

const account = "111122223333";
const arn = `arn:aws:ssm-incidents::${account}:incident-record/${"p".repeat(200)}/00000000-0000-4000-8000-000000000000`;

const incident = {
  arn,
  account,
  title: "Disk full",
  status: "OPEN",
  impact: 2,
  planName: "web",
  creationTime: Date.parse("2026-11-23T08:00:00Z"),
} as const;

const told = (text: string) =>
  continued(storyIn(undefined), {
    version: "0",
    id: "1",
    "detail-type": "Note",
    source: "aws.ssm-incidents",
    account,
    time: "2026-11-23T08:00:00Z",
    region: "us-east-1",
    resources: [arn],
    detail: { eventData: text },
  });

const textsIn = (value: unknown): string[] => {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, it]: [string, unknown]) =>
    name === "text" && typeof it === "string" ? [it] : textsIn(it),
  );
};

it("keeps within the limits of Block Kit, whatever titles and notes say", () => {
  for (const hostile of ["&", "<!channel>", "😀", "`", "\n", "]]>", "x"]) {
    const story = told(hostile.repeat(12_000 / hostile.length));
    const card = cardOf({ ...incident, title: hostile.repeat(200) }, { story, link: undefined });
    const { text, blocks } = slackCard(card, arn);
    expect(text.length).toBeLessThanOrEqual(3000);
    const [header, ...others] = textsIn(blocks);
    expect(header?.length).toBeLessThanOrEqual(150);
    expect(header).not.toBe("");
    for (const it of others) expect(it.length).toBeLessThanOrEqual(3000);
    for (const it of [text, ...others]) {
      expect(it.isWellFormed()).toBe(true);
      expect(it.replaceAll(/<!date\^\d+\^[^<>]*>/g, "")).not.toMatch(/[<>]/);
      expect(it).not.toMatch(/&(?!amp;|lt;|gt;)/);
    }
  }
});

it("the buttons name the incident within 255 characters, and it is found again in its account alone", () => {
  const { blocks } = slackCard(cardOf(incident, { story: told("x"), link: undefined }), arn);
  const id = String(blocks.at(-1)?.["block_id"]);
  expect(id.length).toBeLessThanOrEqual(255);
  expect(incidentOf(id, account)).toBe(arn);
  for (const wrong of ["", "none", "a/b", `${id}/x`, "__proto__/constructor"])
    expect(incidentOf(wrong, account)).toBeUndefined();
});

it("what is resolved can be noted, and nothing else", () => {
  const story = told("done");
  const resolved = { ...incident, status: "RESOLVED", resolvedTime: incident.creationTime + 60_000 } as const;
  const link = "https://tocsin.example.com/incident/x";
  const { blocks } = slackCard(cardOf(resolved, { story, link }), arn);
  const elements = blocks.at(-1)?.["elements"] as { readonly action_id: string }[];
  expect(elements.map((it) => it.action_id)).toEqual(["tocsin_note", "tocsin_link"]);
});

it("tells who was paged and who answered, each once", () => {
  const event = (type: string, detail: object) => ({ ...told("x").latest, type, detail });
  const contactArn = "arn:aws:ssm-contacts:us-east-1:111122223333:contact/alice";
  const events = [
    event("SSM Incident Start", { contactsEngage: [{ contactArn: `${contactArn}-team` }] }),
    event("SSM Contacts Page for Incident", { contactArn }),
    event("SSM Contacts Page for Incident", { contactArn }),
    event("SSM Contacts Page Acknowledgement for Incident", { contactArn }),
  ];
  const people: string[] = [];
  let kept: unknown = undefined;
  for (const { type, detail } of events) {
    // As it is kept from one notice to the next.
    const story = continued(storyIn(kept === undefined ? undefined : JSON.parse(JSON.stringify(kept))), {
      version: "0",
      id: "1",
      "detail-type": type,
      source: "aws.ssm-incidents",
      account,
      time: "2026-11-23T08:00:00Z",
      region: "us-east-1",
      resources: [arn],
      detail: detail as Readonly<Record<string, unknown>>,
    });
    kept = story;
    people.push(cardOf(incident, { story, link: undefined }).people);
  }
  expect(people).toEqual([
    "alice-team engaged",
    "alice paged, no answer yet",
    "alice paged, no answer yet",
    "alice acknowledged",
  ]);
});
