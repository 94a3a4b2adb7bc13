// The one message of an incident in Slack, as Block Kit has it: what is known now, and what can be done about it.
import { incidentArn, parseArn } from "../arn.ts";
import { cut } from "./brief-text.ts";
import { type Card, calmly } from "./card.ts";
import { escapedWithin, linkedWithin, slackDate } from "./slack-text.ts";

/** What the buttons are called in requests from Slack. */
export const slackActions = {
  acknowledge: "tocsin_acknowledge",
  resolve: "tocsin_resolve",
  impact: "tocsin_impact",
  note: "tocsin_note",
  link: "tocsin_link",
} as const;

/** Limits of Block Kit, in characters. Source: Slack's reference of blocks. */
const limits = { header: 150, section: 3000, field: 2000, fallback: 3000 };

type Block = Readonly<Record<string, unknown>>;

export interface SlackMessage {
  /** For notifications and screen readers. */
  readonly text: string;
  readonly blocks: readonly Block[];
}

export function slackCard(card: Card, incident: string): SlackMessage {
  const { title, impactText, statusText, line } = card;
  return {
    text: escapedWithin(`${statusText}, ${impactText}: ${title}. ${line}`, limits.fallback),
    blocks: [
      { type: "header", text: plain(cut(title, limits.header)) },
      { type: "section", fields: fieldsOf(card) },
      ...(line === "" ? [] : [{ type: "section", text: mrkdwn(linkedWithin(line, limits.section)) }]),
      { type: "actions", block_id: blockId(incident), elements: buttonsOf(card) },
    ],
  };
}

const plain = (text: string) => ({ type: "plain_text", text, emoji: false });
const mrkdwn = (text: string) => ({ type: "mrkdwn", text, verbatim: true });

function fieldsOf({ impactText, statusText, plan, since, resolved, people }: Card): Block[] {
  const ended = resolved === undefined ? "" : ` ${slackDate(resolved)}`;
  const facts = [
    ["Impact", escapedWithin(impactText, limits.field / 2)],
    ["Status", `${statusText}${ended}`],
    ["Response plan", escapedWithin(plan, limits.field / 2)],
    ["Since", slackDate(since)],
    ["Who", escapedWithin(people, limits.field / 2)],
  ];
  return facts.map(([name, value]) => mrkdwn(`*${name}*\n${value}`));
}

/** What is resolved can still be talked about. */
function buttonsOf({ isOpen, impact, link }: Card): Block[] {
  const { acknowledge, resolve, note } = slackActions;
  return [
    ...(isOpen
      ? [
          { ...button(acknowledge, "Acknowledge"), style: "primary" },
          { ...button(resolve, "Resolve"), confirm: reallyResolve },
          impactMenu(impact),
        ]
      : []),
    button(note, "Add note"),
    ...(link === undefined ? [] : [{ ...button(slackActions.link, "Open"), url: link }]),
  ];
}

const button = (action_id: string, text: string) => ({ type: "button", action_id, text: plain(text) });

const reallyResolve = {
  title: plain("Resolve the incident?"),
  text: plain("Paging stops, and alerts of the same cause open a new incident."),
  confirm: plain("Resolve"),
  deny: plain("Not yet"),
};

function impactMenu(impact: number): Block {
  const option = (it: number) => ({ text: plain(calmly(it)), value: String(it) });
  return {
    type: "static_select",
    action_id: slackActions.impact,
    placeholder: plain("Impact"),
    options: [1, 2, 3, 4, 5].map(option),
    initial_option: option(impact),
  };
}

/** Comes back with whatever is pressed. An ARN may be longer than the 255 characters that it may have. */
function blockId(incident: string): string {
  const named = parseArn(incident);
  return named?.kind === "incident-record" ? `${named.planName}/${named.id}` : "none";
}

/** The ARN that a block's id stands for, in an account; undefined where it is none. */
export function incidentOf(blockId: string, account: string): string | undefined {
  const [plan = "", id = "", ...more] = blockId.split("/");
  const arn = incidentArn(account, plan, id);
  return more.length === 0 && parseArn(arn)?.kind === "incident-record" ? arn : undefined;
}

/** What is asked of somebody who adds a note. @param about comes back with what they write; at most 3,000 characters */
export const noteModal = (about: string): Block => ({
  type: "modal",
  callback_id: slackActions.note,
  private_metadata: about,
  title: plain("Add a note"),
  submit: plain("Add"),
  close: plain("Cancel"),
  blocks: [
    {
      type: "input",
      block_id: "note",
      label: plain("It goes into the timeline of the incident"),
      element: { type: "plain_text_input", action_id: "text", multiline: true, max_length: 3000 },
    },
  ],
});
