// A channel or chat of Microsoft Teams, by the address of a workflow that posts the card it is sent.
import { cut } from "../../domain/chat/brief-text.ts";
import { teamsCard, teamsMessage, verbatim } from "../../domain/chat/teams-card.ts";
import type { DestinationKind } from "../../domain/notices/destination.ts";
import { chatWebhook } from "./chat-webhook.ts";
import type { GivenForDestinations } from "./kinds.ts";

export const teams = (given: GivenForDestinations): DestinationKind =>
  chatWebhook(
    {
      name: "teams",
      about: "a channel of Microsoft Teams",
      address: "the address of the workflow “When a Teams webhook request is received”",
      ofIncident: (card) => teamsCard(card),
      ofLine: (line) => teamsMessage([verbatim(cut(line, 3000))]),
    },
    given,
  );
