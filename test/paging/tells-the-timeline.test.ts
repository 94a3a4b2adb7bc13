import { ListEngagementsCommand } from "@aws-sdk/client-ssm-contacts";
import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { gatherTeam } from "./team.ts";

const missing = "arn:aws:ssm-contacts:us-east-1:111122223333:contact/nobody";

forEachEngine((engine) => {
  it("an incident engages whom its plan names, and tells of pages, answers and who is not there", async () => {
    await using team = await gatherTeam(engine);
    const alice = await team.person("alice");
    const incident = await team.incident(await team.responsePlan([missing, alice]));
    expect(team.rang()).toEqual(["alice"]);
    await team.reply(alice);
    const command = new ListEngagementsCommand({ IncidentId: incident });
    const { Engagements = [] } = await team.tocsin.contacts.send(command);
    const [{ EngagementArn: engagementArn = "" } = {}, ...more] = Engagements;
    expect(more).toEqual([]);
    const [page] = await team.pages(engagementArn);
    const data = {
      contactArn: alice.arn,
      engagementArn,
      pageArn: page?.PageArn,
      contactChannelArn: alice.channel,
    };
    expect((await team.timeline(incident)).slice(1)).toEqual([
      {
        type: "SSM Contacts Engagement Failure for Incident",
        data: { contactArn: missing, reason: "the contact does not exist" },
      },
      { type: "SSM Contacts Page for Incident", data },
      { type: "SSM Contacts Page Acknowledgement for Incident", data },
    ]);
  });

  it("what is said in public keeps the summary to itself", async () => {
    await using team = await gatherTeam(engine);
    const incident = await team.incident(await team.responsePlan([await team.person("alice")]));
    const text = team.asked.at(-1)?.form.get("Body") ?? "";
    expect(text).toContain("Impact 2 (high): Disk full");
    expect(text).toContain(incident.slice(0, 60));
    expect(text).not.toContain("private");
  });
});
