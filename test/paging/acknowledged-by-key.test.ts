import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { gatherTeam, publicUrl, textOf } from "./team.ts";

forEachEngine((engine) => {
  it("a call reads the subject and takes key 1, no other", async () => {
    await using team = await gatherTeam(engine);
    const alice = await team.person("alice", { type: "VOICE" });
    const engagement = await team.engage(alice);
    const twiml = textOf(team.asked.at(-1));
    expect(twiml).toContain("Disk full");
    const [, action = ""] = /action="([^"]+)"/.exec(twiml) ?? [];
    const press = (Digits: string) =>
      team.tell(action.slice(publicUrl.length), { Digits, To: alice.address, CallSid: "CA1" });
    expect(await press("2")).toContain("Press 1 to acknowledge");
    expect(await team.hasEnded(engagement)).toBe(false);
    expect(await press("1")).toContain("Acknowledged");
    await team.advance("PT0S");
    expect(await team.hasEnded(engagement)).toBe(true);
  });
});
