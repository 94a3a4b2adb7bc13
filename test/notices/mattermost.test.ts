import { UpdateIncidentRecordCommand } from "@aws-sdk/client-ssm-incidents";
import { expect, it } from "vitest";
import { bindTopic, testTopic } from "../../src/contract/tocsin/topic.ts";
import { listenForHttp } from "../channels/http-listener.ts";
import { forEachEngine } from "../harness/engines.ts";
import { ask, onboard, placeOn, serve, start, topicArn } from "./notified.ts";

forEachEngine((engine) => {
  it("Mattermost gets an attachment for each notable event, which calls nobody", async () => {
    await using far = await listenForHttp((_, response) => void response.writeHead(200).end("ok"));
    await using tocsin = await serve(await placeOn(engine));
    const plan = await onboard(tocsin);
    const configuration = { url: `${far.url}/hooks/xxx-generatedkey-xxx` };
    await ask(tocsin.url, bindTopic, { topicArn, kind: "mattermost", configuration });
    await ask(tocsin.url, testTopic, { topicArn });
    const incident = await start(tocsin, plan);
    await tocsin.advance("PT1S");
    const title = "@channel <!channel> [ok](https://evil.example)";
    await tocsin.incidents.send(
      new UpdateIncidentRecordCommand({ arn: incident, title, status: "RESOLVED" }),
    );
    await tocsin.advance("PT1S");
    const [test, began, resolved] = far.asked.map(({ body }) => JSON.parse(body) as unknown);
    expect(far.asked.length).toBe(3);
    expect(test).toEqual({ text: "This is a test: notices arrive here." });
    expect(began).toMatchObject({
      attachments: [
        {
          fallback: "Open, High (2): Disk full",
          color: "#d9730d",
          title: "Disk full",
          text: "The incident began. The response plan engages nobody.",
          fields: expect.arrayContaining([{ title: "Impact", value: "High (2)", short: true }]),
        },
      ],
    });
    const shown = "@\u200bchannel &lt;!channel&gt; [ok]\u200b(https://evil.example)";
    expect(resolved).toMatchObject({
      attachments: [
        { color: "#2e7d32", title: shown, text: expect.stringContaining("resolved the incident") },
      ],
    });
    expect(JSON.stringify(resolved)).not.toMatch(/@channel|<!/);
  });
});
