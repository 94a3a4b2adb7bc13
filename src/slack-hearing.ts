// Puts together what is needed to hear from Slack, and to answer there.
import { callSlack, slackAccess } from "./channels/destinations/slack-api.ts";
import type { Service } from "./contract/call.ts";
import { incidents } from "./contract/incidents/service.ts";
import { createAuthorize } from "./domain/access/authorize.ts";
import type { Configuration } from "./domain/notices/destination.ts";
import type { Sealer } from "./domain/secrets/seal.ts";
import type { Given } from "./operations/given.ts";
import { bindingsOfKind, placeOfBinding } from "./storage/topic-bindings.ts";
import type { SlackBinding, ToHearSlack } from "./web/slack/hearing-slack.ts";

interface Behind extends Given {
  /** As clients have them, so that calls from a chat leave the same traces. */
  readonly services: readonly Service[];
  readonly sealer: Sealer;
  readonly warn: (facts: object, text: string) => void;
}

/** Slack gives up after three seconds, and asks again. */
const patienceMilliseconds = 2000;

export const slackHearingOf = (given: Behind): ToHearSlack => ({
  ...given,
  implementations:
    given.services.find(({ contract }) => contract === incidents)?.implementations ?? new Map(),
  authorize: createAuthorize(),
  slackBindings: () => slackBindings(given),
  say: async ({ config }, saying) => {
    const answer = await callSlack(slackAccess(config), saying, AbortSignal.timeout(patienceMilliseconds));
    if (!answer.ok)
      given.warn({ method: saying.method, said: answer.said }, "an answer did not get to Slack");
    return answer;
  },
  wallNow: () => Date.now(),
});

async function slackBindings({ storage, sealer }: Behind): Promise<SlackBinding[]> {
  const found = await bindingsOfKind(storage, "slack");
  return found.map(({ id, account, topicArn, sealed }) => ({
    account,
    region: topicArn.split(":")[3] ?? "",
    config: JSON.parse(sealer.open(placeOfBinding(id), sealed)) as Configuration,
  }));
}
