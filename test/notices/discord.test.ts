import { UpdateIncidentRecordCommand } from "@aws-sdk/client-ssm-incidents";
import { expect, it } from "vitest";
import { bindTopic, testTopic } from "../../src/contract/tocsin/topic.ts";
import { listenForHttp } from "../channels/http-listener.ts";
import { forEachEngine } from "../harness/engines.ts";
import { ask, onboard, placeOn, serve, start, topicArn } from "./notified.ts";

forEachEngine((engine) => {
  it("Discord gets an embed for each notable event, and pings nobody", async () => {
    await using far = await listenForHttp((_, response) => void response.writeHead(204).end());
    await using tocsin = await serve(await placeOn(engine));
    const plan = await onboard(tocsin);
    const configuration = { url: `${far.url}/api/webhooks/123/token` };
    await ask(tocsin.url, bindTopic, { topicArn, kind: "discord", configuration });
    await ask(tocsin.url, testTopic, { topicArn });
    const incident = await start(tocsin, plan);
    await tocsin.advance("PT1S");
    const title = "@everyone **now** [ok](https://evil.example)";
    await tocsin.incidents.send(new UpdateIncidentRecordCommand({ arn: incident, title }));
    await tocsin.advance("PT1S");
    const [test, began, changed] = far.asked.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(far.asked.length).toBe(3);
    for (const message of [test, began, changed])
      expect(message).toMatchObject({ username: "Tocsin", allowed_mentions: { parse: [] } });
    expect(test).toMatchObject({ embeds: [{ description: "This is a test: notices arrive here." }] });
    expect(began).toMatchObject({
      embeds: [
        {
          title: "Disk full",
          description: "The incident began. The response plan engages nobody.",
          color: 0xd9730d,
          timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        },
      ],
    });
    expect(changed).toMatchObject({
      embeds: [{ title: "@everyone \\*\\*now\\*\\* \\[ok\\](https://evil.example)" }],
    });
    expect(changed).not.toHaveProperty("content");
  });
});
