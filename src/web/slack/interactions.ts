// What somebody presses in Slack: the buttons of an incident's message, and the form for a note.
import { ApiError } from "../../contract/api-error.ts";
import { incidentOf, noteModal, slackActions } from "../../domain/chat/slack-card.ts";
import { escapedWithin } from "../../domain/chat/slack-text.ts";
import {
  acknowledge,
  addNote,
  changeImpact,
  type Pressing,
  resolve,
} from "../../operations/chat/change-incident.ts";
import { incidentIsThere } from "../../operations/chat/incident-is-there.ts";
import type { PageReply } from "../../wire/page.ts";
import { json } from "../json.ts";
import { type SlackBinding, speakerOf, type ToHearSlack } from "./hearing-slack.ts";
import { at, jsonIn, textAt } from "./members.ts";

const heard: PageReply = { status: 200 };

export async function interaction(
  body: string,
  signers: readonly SlackBinding[],
  given: ToHearSlack,
): Promise<PageReply> {
  const payload = jsonIn(new URLSearchParams(body).get("payload") ?? "");
  const type = textAt(payload, "type");
  if (type === "view_submission" && textAt(payload, "view", "callback_id") === slackActions.note)
    return submitted(payload, signers, given);
  if (type === "block_actions") await pressed(payload, signers, given);
  return heard;
}

/** Where it was pressed, and about which incident. */
interface About {
  readonly channel: string;
  /** The id of the block of buttons. */
  readonly block: string;
}

interface Found {
  readonly binding: SlackBinding;
  readonly pressing: Pressing;
}

/** A channel may be bound by several accounts: the one that has the incident. */
async function find(
  payload: unknown,
  { about, signers }: { readonly about: About; readonly signers: readonly SlackBinding[] },
  given: ToHearSlack,
): Promise<Found | undefined> {
  for (const binding of signers.filter(({ config }) => config["channel"] === about.channel)) {
    const incident = incidentOf(about.block, binding.account);
    if (incident === undefined || !(await incidentIsThere(given, { incident, account: binding.account })))
      continue;
    const user = { id: textAt(payload, "user", "id"), name: nameIn(payload) };
    const token = `slack-${textAt(payload, "trigger_id") || given.newId()}`.slice(0, 128);
    return { binding, pressing: { ...speakerOf(binding, user), incident, token } };
  }
  return undefined;
}

const nameIn = (payload: unknown): string =>
  textAt(payload, "user", "username") || textAt(payload, "user", "name");

async function pressed(
  payload: unknown,
  signers: readonly SlackBinding[],
  given: ToHearSlack,
): Promise<void> {
  const action = at(payload, "actions", 0);
  const channel = textAt(payload, "channel", "id") || textAt(payload, "container", "channel_id");
  const about = { channel, block: textAt(action, "block_id") };
  const bound = signers.find(({ config }) => config["channel"] === channel);
  if (bound === undefined || textAt(action, "action_id") === slackActions.link) return;
  const found = await find(payload, { about, signers }, given);
  const text =
    found === undefined
      ? "This incident is not there any more."
      : await done({ payload, action, about, found }, given);
  if (text === undefined) return;
  const user = textAt(payload, "user", "id");
  const saying = { channel, user, text: escapedWithin(text, 3000) };
  await given.say(found?.binding ?? bound, { method: "chat.postEphemeral", body: saying });
}

interface Press {
  readonly payload: unknown;
  readonly action: unknown;
  readonly about: About;
  readonly found: Found;
}

/** What the person is told; undefined where they see it. */
async function done(
  { payload, action, about, found }: Press,
  given: ToHearSlack,
): Promise<string | undefined> {
  const { binding, pressing } = found;
  try {
    switch (textAt(action, "action_id")) {
      case slackActions.acknowledge:
        return await acknowledge(given, pressing);
      case slackActions.resolve:
        return await resolve(given, pressing);
      case slackActions.impact:
        return await changeImpact(given, pressing, Number(textAt(action, "selected_option", "value")));
      case slackActions.note: {
        const body = { trigger_id: textAt(payload, "trigger_id"), view: noteModal(JSON.stringify(about)) };
        const { ok } = await given.say(binding, { method: "views.open", body });
        return ok ? undefined : "The form could not be opened. Please try again.";
      }
      default:
        return undefined;
    }
  } catch (error) {
    return wordsOf(error);
  }
}

/** @throws what is no refusal */
function wordsOf(error: unknown): string {
  if (error instanceof ApiError) return `That was refused (${error.name}): ${error.message}`;
  throw error;
}

async function submitted(
  payload: unknown,
  signers: readonly SlackBinding[],
  given: ToHearSlack,
): Promise<PageReply> {
  const kept = jsonIn(textAt(payload, "view", "private_metadata"));
  const about = { channel: textAt(kept, "channel"), block: textAt(kept, "block") };
  const text = textAt(payload, "view", "state", "values", "note", "text", "value");
  const found = await find(payload, { about, signers }, given);
  if (found === undefined) return wrong("This incident is not there any more.");
  if (text.trim() === "") return wrong("There is nothing in it yet.");
  // One form is one note, however often it is sent.
  const token = `slack-${textAt(payload, "view", "id") || given.newId()}`.slice(0, 128);
  try {
    await addNote(given, { ...found.pressing, token }, text);
    return heard;
  } catch (error) {
    return wrong(wordsOf(error));
  }
}

/** Stands under the field. */
const wrong = (text: string): PageReply =>
  json(200, { response_action: "errors", errors: { note: text.slice(0, 1000) } });
