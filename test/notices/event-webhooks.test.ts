import { CreateContactChannelCommand, CreateContactCommand } from "@aws-sdk/client-ssm-contacts";
import { expect, it, vi } from "vitest";
import {
  createEventWebhook,
  deleteEventWebhook,
  listEventWebhooks,
} from "../../src/contract/tocsin/event-webhook.ts";
import type { EventDocument } from "../../src/domain/notices/event.ts";
import { listenForHttp } from "../channels/http-listener.ts";
import { forEachEngine } from "../harness/engines.ts";
import { ask, note, onboard, placeOn, serve, start } from "./notified.ts";

forEachEngine((engine) => {
  it("machines are sent what happens in the account, or what a pattern means, and nothing that is secret", async () => {
    await using all = await listenForHttp((_, response) => void response.writeHead(204).end());
    await using some = await listenForHttp((_, response) => void response.writeHead(204).end());
    await using tocsin = await serve(await placeOn(engine), { TOCSIN_CLOCK: "system" });
    const { webhookId } = await ask(tocsin.url, createEventWebhook, { url: `${all.url}/hidden` });
    const eventPattern = JSON.stringify({ detail: { eventName: ["StartIncident"] } });
    await ask(tocsin.url, createEventWebhook, { url: some.url, eventPattern });
    const incident = await start(tocsin, await onboard(tocsin));
    await note(tocsin, incident, "looking");
    const { ContactArn: ContactId } = await tocsin.contacts.send(
      new CreateContactCommand({ Alias: "alice", Type: "PERSONAL", Plan: { Stages: [] } }),
    );
    const SimpleAddress = "+14255550123";
    await tocsin.contacts.send(
      new CreateContactChannelCommand({
        ContactId,
        Name: "phone",
        Type: "SMS",
        DeliveryAddress: { SimpleAddress },
      }),
    );
    const told = () => all.asked.map(({ body }) => JSON.parse(body) as EventDocument);
    const names = () => told().map((it) => it.detail["eventName"] ?? it["detail-type"]);
    await vi.waitUntil(() => names().includes("CreateContactChannel") && some.asked.length > 0, {
      timeout: 10_000,
    });
    expect(names()).toEqual(
      expect.arrayContaining([
        "CreateReplicationSet",
        "CreateResponsePlan",
        "StartIncident",
        "SSM Incident Start",
        "Note",
        "CreateContact",
      ]),
    );
    const about = told().filter(({ resources }) => resources[0] === incident);
    expect(about.map((it) => it["detail-type"])).toEqual(["SSM Incident Start", "Note"]);
    const channel = told().find((it) => it.detail["eventName"] === "CreateContactChannel");
    expect(channel).toMatchObject({
      source: "aws.ssm-contacts",
      detail: {
        eventSource: "ssm-contacts.amazonaws.com",
        requestParameters: { ContactId, DeliveryAddress: "HIDDEN_DUE_TO_SECURITY_REASONS" },
      },
    });
    expect(all.asked.map(({ body }) => body).join()).not.toContain(SimpleAddress);
    expect(some.asked.map(({ body }) => (JSON.parse(body) as EventDocument).detail["eventName"])).toEqual([
      "StartIncident",
    ]);

    const { webhooks } = await ask(tocsin.url, listEventWebhooks, {});
    expect(webhooks).toMatchObject([
      { webhookId, host: new URL(all.url).host, failed: 0 },
      { eventPattern, failed: 0 },
    ]);
    await ask(tocsin.url, deleteEventWebhook, { webhookId });
    await expect(ask(tocsin.url, deleteEventWebhook, { webhookId })).rejects.toThrow(
      "ResourceNotFoundException",
    );
  });

  it("an address or a pattern that is none is refused, and both mistakes are told", async () => {
    await using tocsin = await serve(await placeOn(engine));
    const nonsense = { url: "file:///etc/passwd", eventPattern: '{"source": "x"}' };
    await expect(ask(tocsin.url, createEventWebhook, nonsense)).rejects.toThrow(/url must be.*eventPattern/);
  });
});
