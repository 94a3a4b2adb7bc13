// Commands typed in Slack, after a slash or after the name of the bot.
import { asTyped, codeBlock, escaped } from "../../domain/chat/slack-text.ts";
import { runCommand } from "../../operations/chat/run-command.ts";
import type { PageReply } from "../../wire/page.ts";
import { json } from "../json.ts";
import { type SlackBinding, speakerOf, type ToHearSlack } from "./hearing-slack.ts";

/** Slack takes 40,000 characters, and advises 4,000 at most. */
const longestAnswer = 3900;

export const notBound =
  "This channel is bound to no topic. Whoever runs Tocsin can bind it with `tocsin topics bind`.";

/** `/tocsin ssm-incidents …`: the answer is for the person alone. */
export async function slashCommand(
  body: string,
  signers: readonly SlackBinding[],
  given: ToHearSlack,
): Promise<PageReply> {
  const form = new URLSearchParams(body);
  const binding = signers.find(({ config }) => config["channel"] === form.get("channel_id"));
  if (binding === undefined) return ephemeral(notBound);
  const user = { id: form.get("user_id") ?? "", name: form.get("user_name") ?? "" };
  const token = `slack-${form.get("trigger_id") ?? given.newId()}`;
  return ephemeral(await answerTo(given, { binding, user, text: form.get("text") ?? "", token }));
}

const ephemeral = (text: string): PageReply => json(200, { response_type: "ephemeral", text });

interface TypedInSlack {
  readonly binding: SlackBinding;
  readonly user: Parameters<typeof speakerOf>[1];
  readonly text: string;
  readonly token: string;
}

/** As mrkdwn. */
export async function answerTo(
  given: ToHearSlack,
  { binding, user, text, token }: TypedInSlack,
): Promise<string> {
  const person = { ...speakerOf(binding, user), token: token.slice(0, longestToken) };
  const answer = await runCommand(given, asTyped(text), person);
  if (answer.outcome !== "done") return codeBlock(answer.text, longestAnswer);
  return answer.output === "" ? `Done: ${escaped(answer.command)}.` : codeBlock(answer.output, longestAnswer);
}

/** Of a client token. Source: the model of ssm-incidents. */
const longestToken = 128;
