// The PagerDuty integration of a response plan, in a whole server, with PagerDuty on the other side.
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import {
  CreateReplicationSetCommand,
  CreateResponsePlanCommand,
  CreateTimelineEventCommand,
  GetTimelineEventCommand,
  ListRelatedItemsCommand,
  ListTimelineEventsCommand,
  SSMIncidentsClient,
  StartIncidentCommand,
  UpdateIncidentRecordCommand,
  UpdateRelatedItemsCommand,
  UpdateResponsePlanCommand,
} from "@aws-sdk/client-ssm-incidents";
import { expect, inject, it, vi } from "vitest";
import { putSecret } from "../../src/contract/tocsin/secret.ts";
import { answerJson } from "../channels/http-listener.ts";
import { type TestEngine, forEachEngine } from "../harness/engines.ts";
import { serverProcess } from "../harness/process.ts";
import { region, rootKey, testServer } from "../harness/server.ts";
import { ask } from "./notified.ts";
import { listenAsPagerDuty, token } from "./pager-duty-listener.ts";

const secret = { pagerDutyToken: token, pagerDutyServiceRegion: "US", pagerDutyFromEmail: "pd@example.com" };
const secretId = "arn:aws:secretsmanager:us-east-1:111122223333:secret:team/pagerduty-Ab12Cd";

/** A server whose plan has the integration, and PagerDuty beside it. */
async function integrated(engine: TestEngine, more: { readonly withoutSecret?: true } = {}) {
  const pagerDuty = await listenAsPagerDuty();
  const at = await engine.place();
  const env = {
    TOCSIN_PAGERDUTY_BASE_URL: pagerDuty.url,
    TOCSIN_DATA_DIR:
      "dataDir" in at ? at.dataDir : await mkdtemp(join(inject("databases").scratch, "pagerduty-")),
    ...("url" in at && { TOCSIN_DATABASE_URL: at.url }),
    TOCSIN_PUBLIC_URL: "https://tocsin.example.com",
  };
  let server = await testServer(env);
  const put = (value: object = secret) =>
    ask(server.url, putSecret, { name: "team/pagerduty", secretString: JSON.stringify(value) });
  await server.incidents.send(new CreateReplicationSetCommand({ regions: { "us-east-1": {} } }));
  if (more.withoutSecret !== true) await put();
  const pagerDutyIncidentConfiguration = { serviceId: "PSERVICE" };
  const created = await server.incidents.send(
    new CreateResponsePlanCommand({
      name: "web",
      incidentTemplate: { title: "Web is down", impact: 2, summary: "Look at the load balancer." },
      integrations: [
        { pagerDutyConfiguration: { name: "web-on-call", secretId, pagerDutyIncidentConfiguration } },
      ],
    }),
  );
  const responsePlanArn = created.arn ?? "";
  return {
    pagerDuty,
    put,
    responsePlanArn,
    env,
    server: () => server,
    start: async () => {
      const { incidentRecordArn = "" } = await server.incidents.send(
        new StartIncidentCommand({ responsePlanArn }),
      );
      return incidentRecordArn;
    },
    note: (incidentRecordArn: string, text: string) =>
      server.incidents.send(
        new CreateTimelineEventCommand({
          incidentRecordArn,
          eventType: "Note",
          eventTime: new Date(),
          eventData: JSON.stringify(text),
        }),
      ),
    resolve: (arn: string) =>
      server.incidents.send(new UpdateIncidentRecordCommand({ arn, status: "RESOLVED" })),
    items: async (incidentRecordArn: string) =>
      (await server.incidents.send(new ListRelatedItemsCommand({ incidentRecordArn }))).relatedItems ?? [],
    failures: async (incidentRecordArn: string) => {
      const { eventSummaries = [] } = await server.incidents.send(
        new ListTimelineEventsCommand({ incidentRecordArn }),
      );
      const told = eventSummaries.filter((it) => it.eventType === "SSM Incident PagerDuty Failure");
      return Promise.all(
        told.map(async ({ eventId }) => {
          const { event } = await server.incidents.send(
            new GetTimelineEventCommand({ incidentRecordArn, eventId }),
          );
          return JSON.parse(event?.eventData ?? "null") as { reason: string };
        }),
      );
    },
    restart: async () => {
      await server[Symbol.asyncDispose]();
      server = await testServer(env);
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await pagerDuty[Symbol.asyncDispose]();
    },
  };
}

forEachEngine((engine) => {
  it("an incident is in PagerDuty with its timeline as notes, and is resolved there with ours", async () => {
    await using team = await integrated(engine);
    const arn = await team.start();
    await team.server().advance("PT1S");
    const [incident, ...more] = team.pagerDuty.incidents;
    expect(more).toEqual([]);
    expect(incident).toMatchObject({
      key: arn,
      title: "Web is down",
      service: "PSERVICE",
      from: "pd@example.com",
      status: "triggered",
      notes: [expect.stringContaining("The incident began.")],
    });
    expect(incident?.details).toContain("Look at the load balancer.");
    expect(incident?.details).toContain("https://tocsin.example.com/incident/");
    expect(await team.items(arn)).toEqual([
      {
        identifier: {
          type: "INCIDENT",
          value: { pagerDutyIncidentDetail: { id: incident?.id, autoResolve: true, secretId } },
        },
        title: "web-on-call",
        generatedId: expect.stringMatching(/^related-item\/INCIDENT\//),
      },
    ]);
    await team.note(arn, "the cable is loose");
    await team.resolve(arn);
    await team.server().advance("PT1S");
    expect(incident?.status).toBe("resolved");
    expect(incident?.notes.map((note) => note.replace(/^\S+ {2}/u, ""))).toEqual([
      expect.stringContaining("The incident began."),
      "Note: the cable is loose",
      expect.stringContaining("resolved the incident"),
    ]);
    expect(await team.failures(arn)).toEqual([]);
    const metrics = await (await fetch(`${team.server().url}/metrics`)).text();
    expect(metrics).toContain('tocsin_notices_total{destination="pagerduty",outcome="arrived"} 3');
  });

  it("an incident goes on in PagerDuty as its plan said when it began", async () => {
    await using team = await integrated(engine);
    const before = await team.start();
    await team
      .server()
      .incidents.send(new UpdateResponsePlanCommand({ arn: team.responsePlanArn, integrations: [] }));
    await team.start();
    await team.note(before, "still here");
    await team.server().advance("PT1S");
    expect(team.pagerDuty.incidents.map(({ key }) => key)).toEqual([before]);
    expect(team.pagerDuty.incidents[0]?.notes).toHaveLength(2);
  });

  it("whoever says so in the related item keeps PagerDuty's incident open", async () => {
    await using team = await integrated(engine);
    const arn = await team.start();
    await team.server().advance("PT1S");
    const [item] = await team.items(arn);
    const detail = item?.identifier?.value?.pagerDutyIncidentDetail;
    const open = {
      type: "INCIDENT" as const,
      value: { pagerDutyIncidentDetail: { ...detail, id: detail?.id ?? "", autoResolve: false } },
    };
    for (const relatedItemsUpdate of [
      { itemToRemove: item?.identifier ?? open },
      { itemToAdd: { identifier: open, title: "web-on-call" } },
    ])
      await team
        .server()
        .incidents.send(new UpdateRelatedItemsCommand({ incidentRecordArn: arn, relatedItemsUpdate }));
    await team.resolve(arn);
    await team.server().advance("PT1S");
    expect(team.pagerDuty.incidents[0]?.status).toBe("triggered");
    expect(await team.items(arn)).toHaveLength(1);
  });

  it("a missing secret is told once in the timeline, and one that comes late still counts", async () => {
    await using team = await integrated(engine, { withoutSecret: true });
    const arn = await team.start();
    await team.server().advance("PT1M");
    await team.note(arn, "first");
    await team.server().advance("PT1M");
    expect(team.pagerDuty.asked).toEqual([]);
    expect(await team.failures(arn)).toEqual([
      {
        integrationName: "web-on-call",
        serviceId: "PSERVICE",
        secretId,
        reason: `there is no secret ${secretId}`,
      },
    ]);
    await team.put();
    await team.note(arn, "second");
    await team.server().advance("PT1M");
    expect(team.pagerDuty.incidents).toHaveLength(1);
    expect(team.pagerDuty.incidents[0]?.notes).toEqual([expect.stringContaining("second")]);
    expect(await team.failures(arn)).toHaveLength(1);
  });

  it("nobody is woken through PagerDuty for what is over", async () => {
    await using team = await integrated(engine, { withoutSecret: true });
    const arn = await team.start();
    await team.server().advance("PT1M");
    await team.resolve(arn);
    await team.server().advance("PT1M");
    await team.put();
    await team.note(arn, "looking back");
    await team.server().advance("PT1M");
    expect(team.pagerDuty.incidents).toEqual([]);
    expect(team.pagerDuty.asked.map(({ method }) => method)).toEqual(["GET"]);
    expect(await team.items(arn)).toEqual([]);
  });

  it("what PagerDuty refuses for good is told once, in its words and without the token", async () => {
    await using team = await integrated(engine);
    team.pagerDuty.instead = (_, response) => {
      answerJson(response, 403, {
        error: { message: "Access Denied", code: 2010, errors: ["read only key"] },
      });
      return true;
    };
    const arn = await team.start();
    await team.note(arn, "and again");
    await team.server().advance("PT1H");
    const told = await team.failures(arn);
    expect(told.map(({ reason }) => reason)).toEqual([
      "PagerDuty answered 403: Access Denied; read only key",
    ]);
    expect(JSON.stringify(told)).not.toContain(token);
  });

  it("too many requests and a broken PagerDuty are waited for, and nothing is lost or out of order", async () => {
    await using team = await integrated(engine);
    let refusals = 0;
    team.pagerDuty.instead = (_, response) => {
      refusals += 1;
      if (refusals === 1) response.writeHead(429, { "retry-after": "7" }).end();
      else if (refusals <= 3) response.writeHead(500).end();
      return refusals <= 3;
    };
    const arn = await team.start();
    await team.note(arn, "one");
    await team.note(arn, "two");
    await team.server().advance("PT6S");
    expect(team.pagerDuty.asked).toHaveLength(1);
    await team.server().advance("PT10M");
    expect(team.pagerDuty.incidents).toHaveLength(1);
    expect(team.pagerDuty.incidents[0]?.notes.map((note) => note.slice(-9))).toEqual([
      expect.anything(),
      "Note: one",
      "Note: two",
    ]);
    expect(await team.failures(arn)).toEqual([]);
  });

  it("an answer that never came makes no second incident, and no note more than twice", async () => {
    await using team = await integrated(engine);
    const cut: string[] = [];
    team.pagerDuty.afterwards = ({ method, path }, response) => {
      const call = `${method} ${path.replace(/PT4KH\d/u, "id")}`;
      if (cut.includes(call)) return false;
      cut.push(call);
      response.destroy();
      return true;
    };
    const arn = await team.start();
    await team.server().advance("PT10M");
    await team.restart();
    await team.resolve(arn);
    await team.server().advance("PT10M");
    expect(cut).toEqual(["POST /incidents", "POST /incidents/id/notes", "PUT /incidents/id"]);
    const [incident, ...more] = team.pagerDuty.incidents;
    expect(more).toEqual([]);
    expect(incident?.status).toBe("resolved");
    expect(incident?.notes.map((note) => note.includes("began"))).toEqual([true, true, false]);
  });

  it("an incident that PagerDuty has resolved meanwhile is not opened a second time", async () => {
    await using team = await integrated(engine);
    team.pagerDuty.afterwards = (_, response) => {
      const [incident] = team.pagerDuty.incidents;
      if (incident === undefined || incident.status === "resolved") return false;
      incident.status = "resolved";
      response.destroy();
      return true;
    };
    const arn = await team.start();
    await team.server().advance("PT10M");
    await team.resolve(arn);
    await team.server().advance("PT10M");
    expect(team.pagerDuty.incidents.map(({ key }) => key)).toEqual([arn]);
    expect(await team.failures(arn)).toEqual([]);
  });

  it("a kill right after PagerDuty has made the incident makes no second one", async () => {
    await using team = await integrated(engine);
    await team.server()[Symbol.asyncDispose]();
    const made = Promise.withResolvers<void>();
    team.pagerDuty.afterwards = () => {
      made.resolve();
      return true;
    };
    await using victim = await serverProcess({ env: team.env });
    const incidents = new SSMIncidentsClient({ endpoint: victim.url, region, credentials: rootKey });
    const { responsePlanArn } = team;
    const { incidentRecordArn } = await incidents.send(new StartIncidentCommand({ responsePlanArn }));
    await made.promise;
    await victim.kill("SIGKILL");
    incidents.destroy();
    team.pagerDuty.afterwards = undefined;
    await using heir = await serverProcess({ env: team.env });
    await vi.waitUntil(() => (team.pagerDuty.incidents[0]?.notes.length ?? 0) > 0, { timeout: 20_000 });
    expect(team.pagerDuty.incidents.map(({ key, notes }) => [key, notes.length])).toEqual([
      [incidentRecordArn, 1],
    ]);
    expect(heir.url).not.toBe("");
  });
});
