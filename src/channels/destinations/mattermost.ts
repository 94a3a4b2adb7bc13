// A channel of Mattermost, or of any chat whose incoming webhooks are like Slack's.
import { cut } from "../../domain/chat/brief-text.ts";
import { harmless, mattermostMessage } from "../../domain/chat/mattermost-card.ts";
import type { DestinationKind } from "../../domain/notices/destination.ts";
import { chatWebhook } from "./chat-webhook.ts";
import type { GivenForDestinations } from "./kinds.ts";

export const mattermost = (given: GivenForDestinations): DestinationKind =>
  chatWebhook(
    {
      name: "mattermost",
      about: "a channel of Mattermost, or of a chat that takes Slack's incoming webhooks",
      address: "the address of the incoming webhook",
      ofIncident: (card) => mattermostMessage(card),
      ofLine: (line) => ({ text: harmless(cut(line, 4000)) }),
    },
    given,
  );
