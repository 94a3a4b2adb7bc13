// Events from Slack: that it wants to know whether this is the right address, and that somebody spoke to the bot.
import { onceDelivered } from "../../operations/chat/once.ts";
import type { PageReply } from "../../wire/page.ts";
import { json } from "../json.ts";
import { answerTo } from "./commands.ts";
import type { SlackBinding, ToHearSlack } from "./hearing-slack.ts";
import { at, jsonIn, textAt } from "./members.ts";

export async function slackEvent(
  body: string,
  signers: readonly SlackBinding[],
  given: ToHearSlack,
): Promise<PageReply> {
  const told = jsonIn(body);
  if (textAt(told, "type") === "url_verification") return json(200, { challenge: textAt(told, "challenge") });
  const event = at(told, "event");
  const channel = textAt(event, "channel");
  const binding = signers.find(({ config }) => config["channel"] === channel);
  // Bots do not talk with bots.
  const isMention = textAt(event, "type") === "app_mention" && at(event, "bot_id") === undefined;
  if (binding === undefined || !isMention) return { status: 200 };
  const id = textAt(told, "event_id");
  await onceDelivered(given, { account: binding.account, id }, () =>
    mentioned({ event, id, binding }, given),
  );
  return { status: 200 };
}

interface Mention {
  readonly event: unknown;
  readonly id: string;
  readonly binding: SlackBinding;
}

/** Answers in the thread, where the others see what was asked and what came of it. */
async function mentioned({ event, id, binding }: Mention, given: ToHearSlack): Promise<void> {
  const text = await answerTo(given, {
    binding,
    user: { id: textAt(event, "user"), name: "" },
    text: textAt(event, "text").replace(/^\s*<@[^<>]*>/u, ""),
    token: `slack-${id}`,
  });
  const thread_ts = textAt(event, "thread_ts") || textAt(event, "ts");
  const body = { channel: textAt(event, "channel"), thread_ts, text, parse: "none", unfurl_links: false };
  await given.say(binding, { method: "chat.postMessage", body });
}
