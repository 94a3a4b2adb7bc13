import { hash } from "node:crypto";
import { UpdateResponsePlanCommand } from "@aws-sdk/client-ssm-incidents";
import { expect, it } from "vitest";
import { bindTopic, listTopicBindings, testTopic } from "../../src/contract/tocsin/topic.ts";
import type { EventDocument } from "../../src/domain/notices/event.ts";
import { parseQuery } from "../../src/wire/query.ts";
import { canonicalRequest, signature, signingKey, stringToSign } from "../../src/wire/sigv4.ts";
import { type AnswerHttp, type Asked, listenForHttp } from "../channels/http-listener.ts";
import { forEachEngine } from "../harness/engines.ts";
import { ask, note, onboard, placeOn, serve, start, topicArn } from "./notified.ts";

const secretKey = "TheSecretOfAnAwsKeyOfTheTests00000000000";
const publish: AnswerHttp = (_, response) =>
  void response
    .writeHead(200, { "content-type": "text/xml" })
    .end(
      `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>`,
    );

const formOf = ({ body }: Asked): URLSearchParams => new URLSearchParams(body);
const documentOf = (asked: Asked): EventDocument =>
  JSON.parse(formOf(asked).get("Message") ?? "") as EventDocument;

/** As SNS would check it. */
function isSigned({ method, path, headers, body }: Asked): boolean {
  const [, credential = "", signedHeaders = "", claimed] =
    /Credential=\w+\/(\S+), SignedHeaders=(\S+), Signature=(\w+)/.exec(String(headers.authorization)) ?? [];
  const [date = "", region = "", service = ""] = credential.split("/");
  const names = signedHeaders.split(";");
  const canonical = canonicalRequest({
    method,
    path,
    query: parseQuery(""),
    headers: new Map(names.map((name) => [name, [String(headers[name])]])),
    signedHeaders: names,
    bodyHash: hash("sha256", body),
  });
  const scope = { date, region, service };
  const text = stringToSign(String(headers["x-amz-date"]), scope, canonical);
  return (
    region === "eu-central-1" &&
    service === "sns" &&
    claimed === signature(signingKey(secretKey, scope), text)
  );
}

forEachEngine((engine) => {
  it("what happens to an incident is published to its topics, signed with the AWS key that was set", async () => {
    await using far = await listenForHttp(publish);
    await using tocsin = await serve(await placeOn(engine), {
      TOCSIN_AWS_ACCESS_KEY_ID: "AKIATESTAWSKEY000000",
      TOCSIN_AWS_SECRET_ACCESS_KEY: secretKey,
      TOCSIN_AWS_ENDPOINT_URL: far.url,
    });
    const plan = await onboard(tocsin);
    await tocsin.advance("PT0S");
    // As AWS does when a plan that names a topic is saved.
    expect(far.asked.map((it) => documentOf(it)["detail-type"])).toEqual(["Tocsin Test Notification"]);
    const incident = await start(tocsin, plan);
    await note(tocsin, incident, "looking");
    await tocsin.advance("PT0S");
    const [, started, noted] = far.asked;
    expect(formOf(started ?? expect.unreachable()).get("Action")).toBe("Publish");
    expect(far.asked.map((it) => formOf(it).get("TopicArn"))).toEqual([topicArn, topicArn, topicArn]);
    expect(documentOf(started ?? expect.unreachable())).toMatchObject({
      "detail-type": "SSM Incident Start",
      resources: [incident],
      detail: { incidentTitle: "Disk full" },
    });
    expect(documentOf(noted ?? expect.unreachable()).detail).toEqual({ eventData: "looking" });
    expect(far.asked.map(isSigned)).toEqual([true, true, true]);
    const { results } = await ask(tocsin.url, testTopic, { topicArn });
    expect(results).toEqual([{ kind: "sns", outcome: "SENT", said: "m-1" }]);
  });

  it("a topic that SNS refuses is given up, and what comes after it is tried", async () => {
    await using far = await listenForHttp((asked, response) => {
      if (!asked.body.includes("Incident+Start") && !asked.body.includes("Incident%20Start"))
        return publish(asked, response);
      response
        .writeHead(403, { "content-type": "text/xml" })
        .end(
          `<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>no</Message></Error></ErrorResponse>`,
        );
    });
    await using tocsin = await serve(await placeOn(engine), {
      TOCSIN_AWS_ACCESS_KEY_ID: "AKIATESTAWSKEY000000",
      TOCSIN_AWS_SECRET_ACCESS_KEY: secretKey,
      TOCSIN_AWS_ENDPOINT_URL: far.url,
    });
    const incident = await start(tocsin, await onboard(tocsin));
    await note(tocsin, incident, "looking");
    await tocsin.advance("PT0S");
    expect(far.asked.map((it) => documentOf(it)["detail-type"])).toEqual(
      expect.arrayContaining(["Tocsin Test Notification", "SSM Incident Start", "Note"]),
    );
    expect(far.asked.length).toBe(3);
  });

  it("a plan that names a bound topic for the first time sends it one test, and no error when that fails", async () => {
    await using far = await listenForHttp((_, response) => void response.writeHead(410).end());
    await using tocsin = await serve(await placeOn(engine));
    await ask(tocsin.url, bindTopic, { topicArn, kind: "webhook", configuration: { url: far.url } });
    const plan = await onboard(tocsin, [`${topicArn}-another`]);
    await tocsin.advance("PT0S");
    expect(far.asked).toEqual([]);
    for (const displayName of ["one", "two"]) {
      await tocsin.incidents.send(
        new UpdateResponsePlanCommand({ arn: plan, displayName, chatChannel: { chatbotSns: [topicArn] } }),
      );
      await tocsin.advance("PT0S");
    }
    expect(far.asked.map((it) => JSON.parse(it.body) as unknown)).toMatchObject([
      { "detail-type": "Tocsin Test Notification", resources: [plan], detail: { responsePlanArn: plan } },
    ]);
  });

  it("what Amazon SNS refuses is shown with the topics", async () => {
    await using far = await listenForHttp(
      (_, response) =>
        void response
          .writeHead(403, { "content-type": "text/xml" })
          .end(
            `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>no</Message></Error></ErrorResponse>`,
          ),
    );
    await using tocsin = await serve(await placeOn(engine), {
      TOCSIN_AWS_ACCESS_KEY_ID: "AKIATESTAWSKEY000000",
      TOCSIN_AWS_SECRET_ACCESS_KEY: secretKey,
      TOCSIN_AWS_ENDPOINT_URL: far.url,
    });
    await start(tocsin, await onboard(tocsin));
    await tocsin.advance("PT3H");
    const { bindings } = await ask(tocsin.url, listTopicBindings, {});
    expect(bindings).toEqual([
      {
        topicArn,
        kind: "sns",
        configuration: {},
        failed: expect.any(Number) as number,
        lastFailure: expect.stringContaining("AuthorizationError") as string,
        lastFailureTime: expect.any(Date) as Date,
      },
    ]);
  });
});
