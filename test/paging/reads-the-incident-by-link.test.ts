import {
  CreateTimelineEventCommand,
  DeleteIncidentRecordCommand,
  UpdateIncidentRecordCommand,
} from "@aws-sdk/client-ssm-incidents";
import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { gatherTeam, publicUrl, stage, type Team } from "./team.ts";

/** From the latest mail. */
function linkIn(team: Team, kind: "acknowledge" | "incident"): string {
  const [, path] =
    new RegExp(`${publicUrl}(/${kind}/[\\w-]+)`, "u").exec(team.mails.at(-1)?.text ?? "") ?? [];
  if (path === undefined) throw new Error(`the mail has no link to ${kind}`);
  return path;
}

async function open(team: Team, path: string, method = "GET") {
  const reply = await fetch(`${team.tocsin.url}${path}`, { method });
  return { status: reply.status, headers: reply.headers, text: await reply.text() };
}

const title = `<script>alert("1")</script> Disk full`;
const incidentTemplate = { title, impact: 2, summary: "First line.\nSee <b>the wiki</b>." };

async function begun(engine: Parameters<typeof gatherTeam>[0]) {
  const team = await gatherTeam(engine);
  const [alice, bob] = [await team.person("alice", { type: "EMAIL" }), await team.person("bob")];
  const plan = await team.escalation("crew", [stage(5, alice), stage(5, bob)]);
  const incident = await team.incident(await team.responsePlan([plan], { incidentTemplate }));
  return { team, incident, bob, link: linkIn(team, "incident") };
}

forEachEngine((engine) => {
  it("the link in an e-mail shows the incident, who is engaged, and what has happened so far", async () => {
    const { team, incident: incidentRecordArn, bob, link } = await begun(engine);
    await using _ = team;
    const atFirst = await open(team, link);
    expect(atFirst.status).toBe(200);
    expect(atFirst.text).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; Disk full</h1>");
    expect(atFirst.text).not.toMatch(/<script|<b>/);
    for (const words of ["Impact 2 (high)", ">Open<", "First line.<br>", incidentRecordArn])
      expect(atFirst.text).toContain(words);
    expect(atFirst.text).toContain("alice: no answer yet");
    expect(atFirst.text).toContain("alice was paged.");
    expect(atFirst.text).toContain("The incident began. Engaged: crew.");
    expect(atFirst.text).not.toContain("bob");

    await team.advance("PT5M");
    await team.reply(bob);
    const incidents = team.tocsin.incidents;
    await incidents.send(
      new CreateTimelineEventCommand({
        incidentRecordArn,
        eventTime: new Date(await team.now()),
        eventType: "Custom Event",
        eventData: JSON.stringify("Deleted <old> logs"),
      }),
    );
    await team.advance("PT1M");
    await incidents.send(new UpdateIncidentRecordCommand({ arn: incidentRecordArn, status: "RESOLVED" }));
    const { text } = await open(team, link);
    for (const words of [">Resolved<", "alice: did not answer", "bob: acknowledged"])
      expect(text).toContain(words);
    const told = [
      "root resolved the incident.",
      "Deleted &lt;old&gt; logs",
      "bob acknowledged.",
      "alice was",
    ];
    const places = told.map((words) => text.indexOf(words));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    await incidents.send(new DeleteIncidentRecordCommand({ arn: incidentRecordArn }));
    expect(await open(team, link)).toMatchObject({
      status: 404,
      text: expect.stringContaining("This incident was deleted"),
    });
  });

  it("it sets no cookie, runs no script, loads nothing, and is kept and found by nobody", async () => {
    const { team, link } = await begun(engine);
    await using _ = team;
    const { headers, text } = await open(team, link);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": expect.stringMatching(/^default-src 'none'; style-src 'sha256-[^']+'; /),
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex, nofollow",
    });
    expect(headers.has("set-cookie")).toBe(false);
    expect(text).not.toMatch(/<script|<img|<link|<form|\bon\w+=|https?:/);
    const posted = await open(team, link, "POST");
    expect(posted).toMatchObject({ status: 405 });
    expect(posted.headers.get("allow")).toBe("GET, HEAD");
  });

  it("a link that was cut off, is for another purpose, or is older than a week shows nothing but what to do", async () => {
    const { team, link } = await begun(engine);
    await using _ = team;
    const other = linkIn(team, "acknowledge").replace("/acknowledge/", "/incident/");
    for (const path of [link.slice(0, -2), `${link}A`, "/incident/", other]) {
      const { status, text } = await open(team, path);
      expect(status).toBe(404);
      expect(text).toContain("Perhaps it was cut off");
      expect(text).not.toContain("Disk full");
    }
    await team.advance("PT167H59M");
    expect(await open(team, link)).toMatchObject({ status: 200 });
    await team.advance("PT1M");
    const { status, text } = await open(team, link);
    expect(status).toBe(404);
    expect(text).toContain("This link has expired");
    expect(text).not.toContain("Disk full");
  });

  it("whoever has acknowledged goes on to the incident", async () => {
    const { team } = await begun(engine);
    await using _ = team;
    const { text } = await open(team, linkIn(team, "acknowledge"), "POST");
    const [, path = ""] = /href="https:\/\/tocsin\.example\.com(\/incident\/[\w-]+)"/u.exec(text) ?? [];
    expect((await open(team, path)).text).toContain("alice: acknowledged");
  });
});
