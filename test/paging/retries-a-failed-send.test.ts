import { expect, it } from "vitest";
import { twilioError } from "../channels/twilio-listener.ts";
import { forEachEngine } from "../harness/engines.ts";
import { gatherTeam, channelStage } from "./team.ts";

forEachEngine((engine) => {
  it("tries again at the interval of the channel while sending fails, and tells each attempt", async () => {
    await using team = await gatherTeam(engine);
    const alice = await team.person("alice", { stages: (channel) => [channelStage(30, channel, 3)] });
    const incident = await team.incident(await team.responsePlan([alice]));
    expect(team.rang()).toEqual(["alice"]);
    team.answer = twilioError(503, 20503, "Service Unavailable");
    const engagement = await team.engage(alice, { IncidentId: incident });
    expect(team.rang()).toEqual(["alice"]);
    await team.advance("PT2M59S");
    expect(team.rang()).toEqual([]);
    await team.advance("PT1S");
    expect(team.rang()).toEqual(["alice"]);
    team.answer = undefined;
    await team.advance("PT3M");
    expect(team.rang()).toEqual(["alice"]);
    await team.advance("PT20M");
    expect(team.rang()).toEqual([]);

    const [page, ...more] = await team.pages(engagement);
    expect(more).toEqual([]);
    const receipts = await team.receipts(page);
    expect(receipts.map((it) => it.ReceiptType)).toEqual(["ERROR", "ERROR", "SENT"]);
    expect(receipts[0]?.ReceiptInfo).toMatch(
      /^Attempt 1 to reach alice by SMS to \+14…\d\d failed: .*Next attempt at /,
    );
    const failures = (await team.timeline(incident)).filter((it) => it.type.includes("Failure"));
    expect(failures.map((it) => it.data["attempt"])).toEqual([1, 2]);
  });
});
