// The AWS CLI sets somebody up, opens an incident and answers the page; codes come from the outbox, as a person would read them.
import { ListEngagementsCommand } from "@aws-sdk/client-ssm-contacts";
import { CreateReplicationSetCommand } from "@aws-sdk/client-ssm-incidents";
import { describe, expect, it } from "vitest";
import { awsCli, awsCliIsInstalled } from "../harness/aws-cli.ts";
import { account, region, testServer } from "../harness/server.ts";

const address = "alice@example.com";

interface Message {
  readonly type: string;
  readonly outcome: string;
  readonly subject: string;
  readonly code: string;
  readonly pageArn?: string;
  readonly incidentId?: string;
}

describe.skipIf(!awsCliIsInstalled)("the AWS CLI", () => {
  it("pages whom an escalation plan names, and acknowledges with the page's code", async () => {
    await using tocsin = await testServer({ TOCSIN_DATABASE_URL: "sqlite::memory:" });
    const aws = awsCli(tocsin.environment);
    await tocsin.incidents.send(new CreateReplicationSetCommand({ regions: { [region]: {} } }));
    /** The last that went there, when all that is due has been done. */
    const message = async (): Promise<Message | undefined> => {
      await tocsin.advance("PT0S");
      const reply = await fetch(`${tocsin.url}/_tocsin/outbox?to=${address}`);
      return ((await reply.json()) as { messages: Message[] }).messages[0];
    };

    const alice = await aws("ssm-contacts create-contact --alias alice --type PERSONAL --plan Stages=[]");
    expect(alice["ContactArn"]).toBe(`arn:aws:ssm-contacts:${region}:${account}:contact/alice`);
    const channel = await aws(
      `ssm-contacts create-contact-channel --contact-id ${String(alice["ContactArn"])} --name mail --type EMAIL`,
      "--delivery-address",
      `SimpleAddress=${address}`,
    );
    const channelArn = String(channel["ContactChannelArn"]);
    const activation = await message();
    expect(activation).toMatchObject({ type: "ACTIVATION_CODE", outcome: "KEPT" });
    await aws(
      `ssm-contacts activate-contact-channel --contact-channel-id ${channelArn} --activation-code ${activation?.code}`,
    );
    const toChannel = { ChannelTargetInfo: { ContactChannelId: channelArn, RetryIntervalInMinutes: 1 } };
    const plan = { Stages: [{ DurationInMinutes: 5, Targets: [toChannel] }] };
    await aws(
      `ssm-contacts update-contact --contact-id ${String(alice["ContactArn"])} --plan`,
      JSON.stringify(plan),
    );

    const toAlice = { ContactTargetInfo: { ContactId: alice["ContactArn"], IsEssential: true } };
    const team = await aws(
      "ssm-contacts create-contact --alias team --type ESCALATION --plan",
      JSON.stringify({ Stages: [{ DurationInMinutes: 5, Targets: [toAlice] }] }),
    );
    const responsePlan = await aws(
      `ssm-incidents create-response-plan --name web --engagements ${String(team["ContactArn"])} --incident-template`,
      "title=The checkout is slow,impact=2",
    );
    const started = await aws(
      `ssm-incidents start-incident --response-plan-arn ${String(responsePlan["arn"])}`,
    );
    const incident = String(started["incidentRecordArn"]);
    const page = await message();
    expect(page).toMatchObject({
      type: "PAGE",
      subject: "Impact 2 (high): The checkout is slow",
      incidentId: incident,
    });

    await aws(
      `ssm-contacts accept-page --page-id ${page?.pageArn} --accept-type READ --accept-code ${page?.code}`,
    );
    await tocsin.advance("PT0S");
    const timeline = await aws(`ssm-incidents list-timeline-events --incident-record-arn ${incident}`);
    expect(timeline["eventSummaries"]).toMatchObject([
      { eventType: "SSM Contacts Page Acknowledgement for Incident" },
      { eventType: "SSM Contacts Page for Incident" },
      { eventType: "SSM Incident Start" },
    ]);
    const { Engagements } = await tocsin.contacts.send(new ListEngagementsCommand({ IncidentId: incident }));
    expect(Engagements).toMatchObject([{ ContactArn: team["ContactArn"], StopTime: expect.any(Date) }]);
  }, 60_000);
});
