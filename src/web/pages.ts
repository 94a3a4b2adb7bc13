// Which page is where.
import type { Links } from "../domain/messages/links.ts";
import type { Storage } from "../storage/storage.ts";
import type { PageReply, PageRequest, Pages } from "../wire/page.ts";
import { acknowledgePage } from "./acknowledge.ts";
import type { Acknowledging, Hearing } from "./acknowledging.ts";
import { clockPage, type MovableTime } from "./clock.ts";
import { eventsPage } from "./events.ts";
import { healthz, readyz } from "./health.ts";
import { incidentPage } from "./incident.ts";
import { type ToBeScraped, metricsPage } from "./metrics.ts";
import { outboxPage } from "./outbox.ts";
import type { ToHearSlack } from "./slack/hearing-slack.ts";
import { slackPage } from "./slack/slack-page.ts";
import { twilioPage } from "./twilio.ts";

interface Behind {
  readonly storage: Storage;
  /** Present in manual-clock mode only. */
  readonly time: MovableTime | undefined;
  /** Whose outbox is shown when nobody says. */
  readonly account: string;
  /** Of what happens in no Region. */
  readonly region: string;
  readonly links: Links;
  readonly hearing: Acknowledging & Hearing;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Where Twilio is set up, and can reach Tocsin. */
  readonly twilio: { readonly authToken: string; readonly publicUrl: string } | undefined;
  readonly slack: ToHearSlack;
  readonly metrics: ToBeScraped;
}

export const pagesOf =
  (behind: Behind): Pages =>
  async (request): Promise<PageReply | undefined> => {
    if (request.path === "/healthz") return healthz();
    if (request.path === "/readyz") return readyz(behind.storage);
    if (request.path === "/metrics") return metricsPage(request, behind.metrics);
    return (await answerPage(request, behind)) ?? testPage(request, behind);
  };

/** For people who answer or read, and for Twilio. */
async function answerPage(
  request: PageRequest,
  { hearing, links, now, region, storage, twilio, slack }: Behind,
): Promise<PageReply | undefined> {
  const heard = twilio && (await twilioPage(request, { ...hearing, ...twilio, links, now }));
  return (
    heard ??
    (await slackPage(request, slack)) ??
    (await acknowledgePage(request, { ...hearing, links, now })) ??
    (await incidentPage(request, { storage, links, now })) ??
    eventsPage(request, { storage, region, now })
  );
}

/** Where time stands still, tests move it and look into the outbox. */
async function testPage(
  request: PageRequest,
  { storage, time, account }: Behind,
): Promise<PageReply | undefined> {
  if (time === undefined) return undefined;
  if (request.path === "/_tocsin/clock") return clockPage(request, time);
  if (request.path === "/_tocsin/outbox") return outboxPage(request, { storage, account });
  return undefined;
}
