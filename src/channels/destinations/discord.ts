// A channel of Discord, by its webhook.
import { discordEmbed, discordMessage, verbatim } from "../../domain/chat/discord-card.ts";
import type { DestinationKind } from "../../domain/notices/destination.ts";
import { chatWebhook } from "./chat-webhook.ts";
import type { GivenForDestinations } from "./kinds.ts";

export const discord = (given: GivenForDestinations): DestinationKind =>
  chatWebhook(
    {
      name: "discord",
      about: "a channel of Discord",
      address: "the address of the webhook, from the channel's settings",
      ofIncident: (card, { time }) => discordEmbed(card, time),
      ofLine: (line) => discordMessage({ embeds: [{ description: verbatim(line, 4000) }] }),
    },
    given,
  );
