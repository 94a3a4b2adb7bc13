import { UpdateIncidentRecordCommand } from "@aws-sdk/client-ssm-incidents";
import { expect, it } from "vitest";
import { testTopic, listTopicBindings } from "../../src/contract/tocsin/topic.ts";
import { answerJson } from "../channels/http-listener.ts";
import { forEachEngine } from "../harness/engines.ts";
import { type Team, gatherTeam, publicUrl } from "../paging/team.ts";
import { ask, note, onboard, placeOn, serve, start, topicArn } from "./notified.ts";
import {
  bindSlack,
  channel,
  form,
  fromSlack,
  type Json,
  pressing,
  type SlackWorkspace,
  slackWorkspace,
} from "./slack-workspace.ts";

const chatty = { chatChannel: { chatbotSns: [topicArn] } };

/** The blocks of the message as it is now. */
const blocksNow = (slack: SlackWorkspace): unknown =>
  slack.called().findLast(({ body }) => body["blocks"] !== undefined)?.body["blocks"];

const press = (team: Team, body: string): Promise<Response> =>
  fromSlack(`${team.tocsin.url}/slack/interactions`, body);

const said = (slack: SlackWorkspace): unknown =>
  slack.called().findLast(({ method }) => method === "chat.postEphemeral")?.body["text"];

forEachEngine((engine) => {
  it("an incident is one message, which follows it, and its thread tells what happened", async () => {
    await using slack = await slackWorkspace();
    await using tocsin = await serve(await placeOn(engine), { TOCSIN_PUBLIC_URL: publicUrl });
    const plan = await onboard(tocsin);
    await bindSlack(tocsin, slack);
    const incident = await start(tocsin, plan);
    await tocsin.advance("PT1S");
    await tocsin.incidents.send(
      new UpdateIncidentRecordCommand({ arn: incident, title: "<!channel> & <https://evil.example|ok>" }),
    );
    await note(tocsin, incident, "looking <@U1>");
    await tocsin.advance("PT1S");
    const [posted, ...changes] = slack.called();
    expect(slack.called().map(({ method }) => method)).toEqual([
      "chat.postMessage",
      "chat.update",
      "chat.postMessage",
      "chat.update",
      "chat.postMessage",
    ]);
    expect(posted).toMatchObject({
      authorization: "Bearer xoxb-1234-abcd",
      body: {
        channel,
        blocks: [{ type: "header", text: { text: "Disk full" } }, {}, {}, { type: "actions" }],
      },
    });
    expect(changes[0]?.body).toMatchObject({ channel, ts: "1503435956.000001" });
    expect(
      changes.filter(({ method }) => method === "chat.postMessage").map(({ body }) => body),
    ).toMatchObject([
      {
        thread_ts: "1503435956.000001",
        text: "The incident began. The response plan engages nobody.\nroot changed the title to “&lt;!channel&gt; &amp; &lt;<https://evil.example>|ok&gt;”.",
      },
      { thread_ts: "1503435956.000001", text: "Note: looking &lt;@U1&gt;" },
    ]);
    const fallback = String(changes.at(-2)?.body["text"]);
    expect(fallback).toContain("&lt;!channel&gt;");
    expect(fallback).not.toMatch(/<[!@#]/);
  });

  it("too many requests are waited for, a message that is gone is posted anew, and a refused token gives up", async () => {
    await using slack = await slackWorkspace();
    await using tocsin = await serve(await placeOn(engine));
    const plan = await onboard(tocsin);
    await bindSlack(tocsin, slack);
    slack.answer = (_, response) => void response.writeHead(429, { "retry-after": "30" }).end();
    const incident = await start(tocsin, plan);
    await tocsin.advance("PT29S");
    expect(slack.called().length).toBe(1);
    slack.answer = undefined;
    await tocsin.advance("PT1S");
    expect(slack.called().length).toBe(2);
    slack.answer = ({ path }, response) =>
      answerJson(
        response,
        200,
        path.endsWith("update")
          ? { ok: false, error: "message_not_found" }
          : { ok: true, ts: "9.9", channel },
      );
    await note(tocsin, incident, "one");
    await note(tocsin, incident, "two");
    await tocsin.advance("PT1S");
    expect(
      slack
        .called()
        .slice(2)
        .map(({ method, body }) => `${method} ${(body["ts"] as string | undefined) ?? "anew"}`),
    ).toEqual([
      "chat.update 1503435956.000001",
      "chat.postMessage anew",
      "chat.update 9.9",
      "chat.postMessage anew",
    ]);
    slack.answer = (_, response) => answerJson(response, 200, { ok: false, error: "invalid_auth" });
    await note(tocsin, incident, "three");
    await tocsin.advance("PT1S");
    const { bindings } = await ask(tocsin.url, listTopicBindings, {});
    expect(bindings).toMatchObject([{ failed: 1, lastFailure: "Slack refuses it: invalid_auth" }]);
    expect(JSON.stringify(bindings)).not.toMatch(/xoxb|8f742231/);
  });

  it("a test arrives as a plain message", async () => {
    await using slack = await slackWorkspace();
    await using tocsin = await serve(await placeOn(engine));
    await onboard(tocsin);
    await bindSlack(tocsin, slack);
    expect((await ask(tocsin.url, testTopic, { topicArn })).results).toMatchObject([{ outcome: "SENT" }]);
    expect(slack.called()).toMatchObject([
      { body: { channel, text: "This is a test: notices arrive here." } },
    ]);
  });

  it("Acknowledge stops the paging for all, and a note says who pressed it", async () => {
    await using slack = await slackWorkspace();
    await using team = await gatherTeam(engine);
    await bindSlack(team.tocsin, slack);
    const alice = await team.person("alice");
    const incident = await team.incident(await team.responsePlan([alice], chatty));
    const reply = await press(team, pressing(blocksNow(slack), { action_id: "tocsin_acknowledge" }));
    expect([reply.status, await reply.text()]).toEqual([200, ""]);
    await team.advance("PT1S");
    expect(said(slack)).toBe("Acknowledged for alice. Thank you.");
    const timeline = await team.timeline(incident);
    expect(timeline).toContainEqual(
      expect.objectContaining({ type: "SSM Contacts Page Acknowledgement for Incident" }),
    );
    expect(timeline.map(({ data }) => data)).toContain("bob@U0BOB acknowledged in Slack for alice.");
    expect(JSON.stringify(blocksNow(slack))).toContain("alice acknowledged");
    await press(team, pressing(blocksNow(slack), { action_id: "tocsin_acknowledge" }));
    expect(said(slack)).toBe("No page waits for an answer.");
  });

  it("who is known in Slack acknowledges their own pages alone", async () => {
    await using slack = await slackWorkspace();
    await using team = await gatherTeam(engine);
    await bindSlack(team.tocsin, slack, { users: "U0BOB=bob,U0CAT=carol" });
    const [alice, bob] = [await team.person("alice"), await team.person("bob")];
    const incident = await team.incident(await team.responsePlan([alice, bob], chatty));
    await press(team, pressing(blocksNow(slack), { action_id: "tocsin_acknowledge" }));
    expect(said(slack)).toBe("Acknowledged. Thank you.");
    const answered = (await team.timeline(incident)).filter(({ type }) => type.includes("Acknowledgement"));
    expect(answered.map(({ data }) => data["contactArn"])).toEqual([bob.arn]);
    const carol = { id: "U0CAT", username: "carol" };
    await press(team, pressing(blocksNow(slack), { action_id: "tocsin_acknowledge" }, carol));
    expect(said(slack)).toBe("No page of yours waits for an answer.");
  });

  it("the impact is changed and the incident resolved, by the person who did it", async () => {
    await using slack = await slackWorkspace();
    await using team = await gatherTeam(engine);
    await bindSlack(team.tocsin, slack);
    const incident = await team.incident(await team.responsePlan([], chatty));
    const one = { action_id: "tocsin_impact", selected_option: { value: "1" } };
    await press(team, pressing(blocksNow(slack), one));
    expect(said(slack)).toBe("The impact is Critical (1) now.");
    const nonsense = { action_id: "tocsin_impact", selected_option: { value: "9" } };
    await press(team, pressing(blocksNow(slack), nonsense));
    expect(said(slack)).toMatch(/refused \(ValidationException\).*less than or equal to 5/);
    await press(team, pressing(blocksNow(slack), { action_id: "tocsin_resolve" }));
    await team.advance("PT1S");
    expect(await team.timeline(incident)).toContainEqual({
      type: "SSM Incident Record Update",
      data: expect.objectContaining({
        modifiedBy: "arn:aws:sts::111122223333:assumed-role/TocsinChat/bob@U0BOB",
        modifiedAttributes: [{ attributeName: "status", newValue: "RESOLVED" }],
      }),
    });
    const actions = JSON.stringify(blocksNow(slack));
    expect(actions).toContain("Resolved");
    expect(actions).not.toContain("tocsin_resolve");
    expect(actions).toContain("tocsin_note");
  });

  it("a note is asked for in a form and written once, however often the form is sent", async () => {
    await using slack = await slackWorkspace();
    await using team = await gatherTeam(engine);
    await bindSlack(team.tocsin, slack);
    const incident = await team.incident(await team.responsePlan([], chatty));
    await press(team, pressing(blocksNow(slack), { action_id: "tocsin_note" }));
    const opened = slack.called().at(-1);
    expect(opened).toMatchObject({ method: "views.open", body: { view: { type: "modal" } } });
    const { private_metadata } = (opened?.body["view"] ?? {}) as Json;
    const submission = (value: string | null): string =>
      form({
        type: "view_submission",
        user: { id: "U0BOB", username: "bob" },
        view: {
          id: "V1",
          callback_id: "tocsin_note",
          private_metadata,
          state: { values: { note: { text: { value } } } },
        },
      });
    expect(await (await press(team, submission(null))).json()).toEqual({
      response_action: "errors",
      errors: { note: "There is nothing in it yet." },
    });
    for (let sent = 0; sent < 2; sent += 1) {
      const reply = await press(team, submission('It is "web-1"'));
      expect([reply.status, await reply.text()]).toEqual([200, ""]);
    }
    const notes = (await team.timeline(incident)).filter(({ type }) => type === "Note");
    expect(notes.map(({ data }) => data)).toEqual(['It is "web-1" (bob@U0BOB, in Slack)']);
  });

  it("a channel that may only read changes nothing", async () => {
    await using slack = await slackWorkspace();
    await using team = await gatherTeam(engine);
    await bindSlack(team.tocsin, slack, { permission: "readonly" });
    const alice = await team.person("alice");
    const incident = await team.incident(await team.responsePlan([alice], chatty));
    const before = await team.timeline(incident);
    for (const action_id of ["tocsin_acknowledge", "tocsin_resolve"]) {
      await press(team, pressing(blocksNow(slack), { action_id }));
      expect(said(slack)).toMatch(
        /^That was refused \(AccessDeniedException\): User: arn:aws:sts::111122223333:assumed-role\/TocsinChat\/bob@U0BOB is not authorized/,
      );
    }
    expect(await team.timeline(incident)).toEqual(before);
  });
});
