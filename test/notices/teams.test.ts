import { UpdateIncidentRecordCommand } from "@aws-sdk/client-ssm-incidents";
import { expect, it } from "vitest";
import { bindTopic, listTopicBindings, testTopic } from "../../src/contract/tocsin/topic.ts";
import { listenForHttp } from "../channels/http-listener.ts";
import { forEachEngine } from "../harness/engines.ts";
import { publicUrl } from "../paging/team.ts";
import { ask, note, onboard, placeOn, serve, start, topicArn } from "./notified.ts";

forEachEngine((engine) => {
  it("Teams gets a card for each notable event, and hostile titles stay titles", async () => {
    await using far = await listenForHttp((_, response) => void response.writeHead(202).end());
    await using tocsin = await serve(await placeOn(engine), { TOCSIN_PUBLIC_URL: publicUrl });
    const plan = await onboard(tocsin);
    const configuration = { url: `${far.url}/workflows/1/triggers/manual/paths/invoke?sig=hidden` };
    await ask(tocsin.url, bindTopic, { topicArn, kind: "teams", configuration });
    expect((await ask(tocsin.url, testTopic, { topicArn })).results).toMatchObject([{ outcome: "SENT" }]);
    const incident = await start(tocsin, plan);
    await tocsin.advance("PT1S");
    const title = "[Sign in](https://evil.example) <at>everybody</at>";
    await tocsin.incidents.send(new UpdateIncidentRecordCommand({ arn: incident, title, impact: 1 }));
    await note(tocsin, incident, "looking");
    await tocsin.advance("PT1S");
    expect(far.asked.map(({ path }) => path)).toEqual(Array(4).fill(configuration.url.slice(far.url.length)));
    const [, first, second, third] = far.asked.map(({ body }) => JSON.parse(body) as unknown);
    const card = (title: string, line: string, impact: string) => ({
      type: "message",
      attachments: [
        {
          contentType: "application/vnd.microsoft.card.adaptive",
          contentUrl: null,
          content: expect.objectContaining({
            type: "AdaptiveCard",
            version: "1.4",
            body: [
              expect.objectContaining({
                type: "RichTextBlock",
                inlines: [expect.objectContaining({ type: "TextRun", text: title })],
              }),
              { type: "RichTextBlock", inlines: [{ type: "TextRun", text: line }] },
              {
                type: "FactSet",
                facts: expect.arrayContaining([
                  { title: "Impact", value: impact },
                  { title: "Status", value: "Open" },
                  { title: "Response plan", value: "web" },
                ]),
              },
            ],
            actions: [
              {
                type: "Action.OpenUrl",
                title: "Open the incident",
                url: expect.stringContaining(`${publicUrl}/incident/`),
              },
            ],
          }),
        },
      ],
    });
    const began = "The incident began. The response plan engages nobody.";
    expect(first).toEqual(card("Disk full", began, "High (2)"));
    const changed = `root changed the title to “${title}”, and set it to impact 1 (critical).`;
    expect(second).toEqual(card(title, changed, "Critical (1)"));
    expect(third).toEqual(card(title, "Note: looking", "Critical (1)"));
  });

  it("a workflow that is gone gives up, a busy one is waited for, and its address is never shown", async () => {
    let status = 429;
    await using far = await listenForHttp(
      (_, response) => void response.writeHead(status, { "retry-after": "20" }).end(),
    );
    await using tocsin = await serve(await placeOn(engine));
    const plan = await onboard(tocsin);
    const configuration = { url: `${far.url}/invoke?sig=hidden` };
    await ask(tocsin.url, bindTopic, { topicArn, kind: "teams", configuration });
    await start(tocsin, plan);
    await tocsin.advance("PT19S");
    expect(far.asked.length).toBe(1);
    status = 404;
    await tocsin.advance("PT1S");
    await tocsin.advance("PT1H");
    expect(far.asked.length).toBe(2);
    const { bindings } = await ask(tocsin.url, listTopicBindings, {});
    expect(bindings).toMatchObject([{ kind: "teams", failed: 1, lastFailure: "127.0.0.1 answered 404" }]);
    expect(JSON.stringify(bindings)).not.toContain("hidden");
  });
});
