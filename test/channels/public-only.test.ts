// A channel that gets only what is public: its links tell no more than its messages do.
import { GetContactChannelCommand, StartEngagementCommand } from "@aws-sdk/client-ssm-contacts";
import { expect, test } from "vitest";
import { answerJson, listenForHttp } from "./http-listener.ts";
import { somebody } from "./paged.ts";

const incident =
  "arn:aws:ssm-incidents::111122223333:incident-record/web/01a2074d-8a4f-786b-83dd-858a10f6e7ec";

test.each([
  ["SMS", "Checkout", false],
  ["EMAIL", "Secret project is down", true],
] as const)("to a webhook of the type %s a page is about “%s”", async (type, title, leadsOn) => {
  await using push = await listenForHttp((_, response) => answerJson(response, 200, {}));
  await using alice = await somebody({
    type,
    address: `${push.url}/alice`,
    env: { TOCSIN_WEBHOOK_SCHEMES: "http" },
  });
  const { contacts, advance } = alice.tocsin;
  const channel = await contacts.send(new GetContactChannelCommand({ ContactChannelId: alice.channel }));
  const words = {
    Sender: "test",
    Subject: "Secret project is down",
    Content: "41 %",
    PublicSubject: "Checkout",
  };
  await contacts.send(
    new StartEngagementCommand({ ...words, ContactId: channel.ContactArn, IncidentId: incident }),
  );
  await advance("PT0S");
  const notice = JSON.parse(push.asked.at(-1)?.body ?? "") as {
    acknowledgeUrl: string;
    incidentUrl?: string;
  };
  expect(notice.incidentUrl !== undefined).toBe(leadsOn);
  const open = async (method: string) => (await alice.open(notice.acknowledgeUrl, { method })).text();
  expect(await open("GET")).toContain(`<h1>${title}</h1>`);
  for (const method of ["POST", "GET"])
    expect((await open(method)).includes("Open the incident")).toBe(leadsOn);
});
