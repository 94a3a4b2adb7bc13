import { ListPagesByEngagementCommand, ListEngagementsCommand } from "@aws-sdk/client-ssm-contacts";
import { SSMIncidentsClient, StartIncidentCommand } from "@aws-sdk/client-ssm-incidents";
import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { serverProcess } from "../harness/process.ts";
import { region, rootKey } from "../harness/server.ts";
import { codeIn, gatherTeam, isPage, textOf } from "./team.ts";

/** Milliseconds from the answer of StartIncident to the kill. */
const moments = [0, 3, 8, 15];

forEachEngine((engine) => {
  it("whoever an acknowledged incident engages is paged, at most once more for each kill", async () => {
    await using team = await gatherTeam(engine);
    const responsePlanArn = await team.responsePlan([await team.person("alice")]);
    await team.stop();
    const started: string[] = [];
    for (const moment of moments) {
      await using victim = await serverProcess({ env: { ...team.env, TOCSIN_CLOCK: "manual" } });
      const incidents = new SSMIncidentsClient({ endpoint: victim.url, region, credentials: rootKey });
      const { incidentRecordArn = "" } = await incidents.send(new StartIncidentCommand({ responsePlanArn }));
      started.push(incidentRecordArn);
      await wait(moment);
      await victim.kill("SIGKILL");
      incidents.destroy();
    }
    await team.restart();
    await team.advance("PT0S");

    const { contacts } = team.tocsin;
    for (const IncidentId of started) {
      const { Engagements = [] } = await contacts.send(new ListEngagementsCommand({ IncidentId }));
      expect(Engagements).toHaveLength(1);
      const EngagementId = Engagements[0]?.EngagementArn;
      const { Pages = [] } = await contacts.send(new ListPagesByEngagementCommand({ EngagementId }));
      expect(Pages.map((page) => page.SentTime)).toEqual([expect.any(Date)]);
    }
    const codes = team.asked.filter(isPage).map((it) => codeIn(textOf(it)));
    for (const code of codes)
      expect(codes.filter((it) => it === code).length).toBeLessThanOrEqual(1 + moments.length);
    expect(new Set(codes).size).toBe(moments.length);
  });
});
