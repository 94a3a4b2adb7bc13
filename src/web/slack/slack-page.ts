// `/slack/…`: what Slack tells. Which binding it is about shows by the channel, and the signature by its secret.
import type { PageReply, PageRequest } from "../../wire/page.ts";
import { json } from "../json.ts";
import { slashCommand } from "./commands.ts";
import { slackEvent } from "./events.ts";
import type { SlackBinding, ToHearSlack } from "./hearing-slack.ts";
import { interaction } from "./interactions.ts";
import { isFromSlack } from "./signature.ts";

/** @param signers the bindings whose secret the request is signed with */
type Hear = (body: string, signers: readonly SlackBinding[], given: ToHearSlack) => Promise<PageReply>;

/** To be entered in the settings of the Slack app. */
const heard: ReadonlyMap<string, Hear> = new Map([
  ["/slack/interactions", interaction],
  ["/slack/commands", slashCommand],
  ["/slack/events", slackEvent],
]);

type Asked = Pick<PageRequest, "method" | "path" | "headers" | "body">;

/** Undefined for another path. */
export async function slackPage(request: Asked, given: ToHearSlack): Promise<PageReply | undefined> {
  const hear = heard.get(request.path);
  if (hear === undefined) return undefined;
  if (request.method !== "POST") return json(405, { message: "Slack is to POST." });
  const now = given.wallNow();
  const signers = (await given.slackBindings()).filter(({ config }) =>
    isFromSlack(request, config["signing-secret"] ?? "", now),
  );
  if (signers.length === 0)
    return json(401, { message: "The request is not signed by an app whose channel is bound here." });
  return hear(Buffer.from(request.body).toString(), signers, given);
}
