import { mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { awsCliIsInstalled } from "../harness/aws-cli.ts";
import { run } from "../harness/command.ts";
import { forEachEngine, sqlite } from "../harness/engines.ts";
import type { TestServer } from "../harness/server.ts";
import { onboard, placeOn, serve } from "./notified.ts";
import { bindSlack, fromSlack, mention, slash, signingSecret, slackWorkspace } from "./slack-workspace.ts";

/** Types a command after the slash. @returns the answer as it was written, without Slack's escapes */
async function typed({ url }: TestServer, command: string): Promise<string> {
  const reply = await fromSlack(`${url}/slack/commands`, slash(escaped(command)));
  const { response_type, text } = (await reply.json()) as { response_type: string; text: string };
  expect([reply.status, response_type]).toEqual([200, "ephemeral"]);
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** As Slack hands on what was typed. */
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const outputOf = (answer: string): Record<string, unknown> =>
  JSON.parse(answer.replace(/^```\n/, "").replace(/\n```$/, "")) as Record<string, unknown>;

forEachEngine((engine) => {
  it("every command of the real service runs", async () => {
    await using slack = await slackWorkspace();
    await using tocsin = await serve(await placeOn(engine));
    const plan = await onboard(tocsin);
    await bindSlack(tocsin, slack);
    const ssm = async (command: string) => outputOf(await typed(tocsin, `ssm-incidents ${command}`));
    const done = (command: string) => typed(tocsin, `ssm-incidents ${command}`);

    expect(await ssm("list-response-plans")).toEqual({ responsePlanSummaries: [{ arn: plan, name: "web" }] });
    expect(await ssm(`get-response-plan --arn ${plan}`)).toMatchObject({ name: "web" });
    const { incidentRecordArn: arn } = await ssm(
      `start-incident --response-plan-arn ${plan} --title 'Disk <full> & hot' --impact 1 --related-items identifier={type=OTHER,value={url=https://example.com/a?b=c}},title=Runbook`,
    );
    expect(await ssm(`get-incident-record --arn=${String(arn)}`)).toMatchObject({
      incidentRecord: {
        title: "Disk <full> & hot",
        impact: 1,
        lastModifiedBy: "arn:aws:sts::111122223333:assumed-role/TocsinChat/bob@U0BOB",
        creationTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+\+00:00$/),
      },
    });
    expect(
      await ssm(
        "list-incident-records --filters key=status,condition={equals={stringValues=[OPEN]}} key=impact,condition={equals={integerValues=[1,2]}}",
      ),
    ).toMatchObject({ incidentRecordSummaries: [{ arn }] });
    expect(await done(`update-incident-record --arn ${String(arn)} —impact 3`)).toBe(
      "Done: update-incident-record.",
    );

    const of = `--incident-record-arn ${String(arn)}`;
    const { eventId } = await ssm(
      `create-timeline-event ${of} --event-time 2026-11-23T08:00:00Z --event-type 'Custom Event' --event-data “\\“looking\\“”`,
    );
    expect(await ssm(`get-timeline-event ${of} --event-id ${String(eventId)}`)).toMatchObject({
      event: { eventData: '"looking"', eventTime: "2026-11-23T08:00:00+00:00" },
    });
    expect(
      await done(`update-timeline-event ${of} --event-id ${String(eventId)} --event-data '"found"'`),
    ).toBe("Done: update-timeline-event.");
    expect(
      await ssm(
        `list-timeline-events ${of} --filters '[{"key":"eventType","condition":{"equals":{"stringValues":["Custom Event"]}}}]'`,
      ),
    ).toMatchObject({ eventSummaries: [{ eventId }] });
    expect(await done(`delete-timeline-event ${of} --event-id ${String(eventId)}`)).toBe(
      "Done: delete-timeline-event.",
    );
    expect(await ssm(`list-timeline-events ${of} --max-items 1`)).toMatchObject({
      eventSummaries: [{ eventType: "SSM Incident Record Update" }],
      NextToken: expect.any(String),
    });
    expect(
      await done(
        `update-related-items ${of} --related-items-update '{"itemToAdd":{"identifier":{"type":"OTHER","value":{"url":"https://example.com"}},"title":"Home"}}'`,
      ),
    ).toBe("Done: update-related-items.");
    expect(await ssm(`list-related-items ${of}`)).toMatchObject({
      relatedItems: expect.arrayContaining([expect.objectContaining({ title: "Home" })]),
    });
  });

  it("mistakes are answered as the CLI answers them", async () => {
    await using slack = await slackWorkspace();
    await using tocsin = await serve(await placeOn(engine));
    await onboard(tocsin);
    await bindSlack(tocsin, slack, { permission: "readonly" });
    const answers = async (command: string) => (await typed(tocsin, command)).replaceAll("```", "").trim();
    const nobody =
      "arn:aws:ssm-incidents::111122223333:incident-record/web/00000000-0000-4000-8000-000000000000";
    expect(await answers(`ssm-incidents get-incident-record --arn ${nobody}`)).toBe(
      `An error occurred (ResourceNotFoundException) when calling the GetIncidentRecord operation: The incident record ${nobody} does not exist.`,
    );
    expect(await answers(`ssm-incidents update-incident-record --arn ${nobody} --status RESOLVED`)).toMatch(
      /^An error occurred \(AccessDeniedException\) when calling the UpdateIncidentRecord operation: User: /,
    );
    expect(await answers("ssm-incidents list-response-plans --max-results 1000")).toMatch(
      /^An error occurred \(ValidationException\) .*less than or equal to 100/,
    );
    expect(await answers("ssm-incidents get-incident-record")).toBe(
      "the following arguments are required: --arn",
    );
    expect(await answers("ssm-incidents list-response-plans --color on --max on extra")).toBe(
      "Unknown options: --color, --max",
    );
    expect(await answers("ssm-incidents get-incident-record --arn 'x")).toBe("No closing quotation: '");
    expect(await answers(`ssm-incidents update-incident-record --arn ${nobody} --impact high`)).toBe(
      "Error parsing parameter '--impact': invalid literal for int() with base 10: 'high'",
    );
    for (const command of [
      "",
      "help",
      "ssm-incidents",
      "ssm-incidents help",
      "s3 ls",
      "ssm-incidents constructor",
    ])
      expect(await answers(command)).toContain("list-response-plans");
    expect(await answers("ssm-incidents get-incident-record help")).toContain("--arn <string>, required");
  });

  it("who speaks to the bot is answered in the thread, once, and a change is made once", async () => {
    await using slack = await slackWorkspace();
    await using tocsin = await serve(await placeOn(engine));
    const plan = await onboard(tocsin);
    await bindSlack(tocsin, slack);
    const command = `ssm-incidents start-incident --response-plan-arn ${plan} --title &lt;hot&gt; --impact 1`;
    for (const retry of ["", "1", "2"]) {
      const headers =
        retry === "" ? undefined : { "x-slack-retry-num": retry, "x-slack-retry-reason": "http_timeout" };
      const body = mention(command, "Ev08MFMKH6");
      const reply = await fromSlack(`${tocsin.url}/slack/events`, body, headers && { headers });
      expect(reply.status).toBe(200);
    }
    const answers = slack.called().filter(({ body }) => String(body["text"]).startsWith("```"));
    expect(answers).toMatchObject([
      {
        method: "chat.postMessage",
        body: { thread_ts: "1515449522.000016", text: expect.stringContaining("incident-record/web/") },
      },
    ]);
    const list = outputOf(await typed(tocsin, "ssm-incidents list-incident-records"));
    expect(list["incidentRecordSummaries"]).toMatchObject([{ title: "<hot>" }]);
  });

  it("believes nobody without a signature, an old one, or somebody else's", async () => {
    await using slack = await slackWorkspace();
    await using tocsin = await serve(await placeOn(engine));
    await onboard(tocsin);
    const challenge = JSON.stringify({ type: "url_verification", challenge: "3eZbrw1a" });
    const at = `${tocsin.url}/slack/events`;
    expect((await fromSlack(at, challenge)).status).toBe(401);
    await bindSlack(tocsin, slack);
    expect(await (await fromSlack(at, challenge)).json()).toEqual({ challenge: "3eZbrw1a" });
    const refused = [
      await fromSlack(at, challenge, { secret: `${signingSecret}0` }),
      await fromSlack(at, challenge, { secondsAgo: 301 }),
      await fromSlack(at, challenge, { secondsAgo: -302 }),
      await fetch(at, { method: "POST", body: challenge }),
      await fromSlack(at, challenge, { headers: { "x-slack-signature": "v0=" } }),
      await fromSlack(at, challenge, { headers: { "x-slack-request-timestamp": "now" } }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401]);
    expect((await fetch(at)).status).toBe(405);
    const elsewhere = slash("ssm-incidents list-response-plans", { channel_id: "C9" });
    expect(await (await fromSlack(`${tocsin.url}/slack/commands`, elsewhere)).text()).toContain(
      "This channel is bound to no topic",
    );
    for (const nonsense of ["{", "payload=%7B", "payload=[]", ""])
      for (const path of ["interactions", "events"])
        expect((await fromSlack(`${tocsin.url}/slack/${path}`, nonsense)).status).toBe(200);
  });
});

describe.skipIf(!awsCliIsInstalled)("beside the AWS CLI", () => {
  it("answers character for character what the CLI prints", async () => {
    await using slack = await slackWorkspace();
    await using tocsin = await serve(await placeOn(sqlite));
    const plan = await onboard(tocsin);
    await bindSlack(tocsin, slack);
    const file = join(await mkdtemp(join(inject("databases").scratch, "aws-")), "config");
    // The first version of the CLI shows times as they travel, unless told to do as the second.
    await writeFile(file, "[default]\ncli_timestamp_format = iso8601\n");
    const env = { ...tocsin.environment, AWS_CONFIG_FILE: file, TZ: "UTC" };
    const cli = async (command: string): Promise<string> => {
      const { stdout, stderr } = await run(
        "aws",
        ["ssm-incidents", ...command.split(" "), "--output", "json"],
        { env },
      );
      return (stdout === "" ? stderr : stdout).trim();
    };
    const started = outputOf(
      await typed(
        tocsin,
        `ssm-incidents start-incident --response-plan-arn ${plan} --title Größer --related-items identifier={type=OTHER,value={url=https://e.org/?a=b}},title=Home`,
      ),
    );
    const arn = String(started["incidentRecordArn"]);
    await typed(tocsin, `ssm-incidents start-incident --response-plan-arn ${plan}`);
    for (const command of [
      `get-response-plan --arn ${plan}`,
      `get-incident-record --arn ${arn}0`,
      "list-incident-records --max-items 1",
      "list-incident-records --page-size 1",
      "list-incident-records --max-results 1",
      `list-timeline-events --incident-record-arn ${arn}`,
      `list-related-items --incident-record-arn ${arn}`,
    ]) {
      const answer = (await typed(tocsin, `ssm-incidents ${command}`)).replaceAll("```", "").trim();
      const printed = await cli(command);
      const comparable = (text: string) => text.replaceAll(/"nextToken": "[^"]*"/g, '"nextToken": "…"');
      expect(comparable(answer)).toBe(comparable(printed));
    }
  }, 120_000);
});
