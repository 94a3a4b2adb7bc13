// Whatever can send JSON can open an incident, and resolve it.
import { afterEach, beforeEach, expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { type AwsIntake, openIntake } from "./aws-intake.ts";

forEachEngine((engine) => {
  let intake: AwsIntake;
  beforeEach(async () => {
    intake = await openIntake(engine);
  });
  afterEach(() => intake[Symbol.asyncDispose]());

  it("a title is enough, and the same title is the same trouble", async () => {
    expect(await intake.post("generic", { title: "Disk is full" })).toMatchObject({
      status: 202,
      outcomes: ["OPENED"],
    });
    expect((await intake.post("generic", { title: "Disk is full" })).outcomes).toEqual(["FOLDED"]);
    expect(await intake.incidents()).toMatchObject([
      { title: "Checkout: Disk is full", incidentRecordSource: { source: "generic" } },
    ]);
  });

  it("everything that it can say is kept", async () => {
    const alert = {
      title: "Disk is full on db-1",
      key: "db-1/disk",
      status: "firing",
      severity: "high",
      summary: "No space left on /var",
      time: "2026-11-23T08:00:00Z",
      labels: JSON.parse('{ "host": "db-1", "percent": 99, "__proto__": "a" }') as unknown,
      links: ["https://wiki.example.com/disk", "javascript:alert(1)"],
    };
    expect((await intake.post("generic", alert)).outcomes).toEqual(["OPENED"]);
    const [incident] = await intake.incidents();
    const items = await intake.relatedItems(incident?.arn ?? "");
    expect(items.map(({ identifier }) => identifier?.value?.url)).toEqual(["https://wiki.example.com/disk"]);
    const over = { title: "Disk is fine", key: "db-1/disk", status: "OK", time: 1795421400 };
    expect((await intake.post("generic", over)).outcomes).toEqual(["RESOLVED"]);
    expect((await intake.post("generic", alert)).outcomes).toEqual(["STALE"]);
  });

  it("a sender that cannot be changed is read by JSON Pointers in the address", async () => {
    const sent = (state: number) =>
      JSON.stringify({ check: { id: 17, "a/b": "Checkout is slow" }, states: [{ value: state }] });
    const url = "?title=/check/a~1b&key=/check/id&status=/states/0/value&resolved=0";
    const key = (await intake.call("/_tocsin/intake/keys/create", { responsePlanName: "checkout" })) as {
      intakeKey: { key: string };
    };
    const post = async (state: number) => {
      const path = `/intake/generic/checkout/${key.intakeKey.key}${url}`;
      const reply = await fetch(`${intake.tocsin.url}${path}`, { method: "POST", body: sent(state) });
      return ((await reply.json()) as { alerts: { outcome: string; key: string }[] }).alerts;
    };
    expect(await post(2)).toMatchObject([{ outcome: "OPENED", key: "17" }]);
    expect(await post(0)).toMatchObject([{ outcome: "RESOLVED", key: "17" }]);
    expect(await intake.incidents()).toMatchObject([{ title: "Checkout: Checkout is slow" }]);
  });

  it("names every broken field", async () => {
    const broken = async (body: unknown) => {
      const { status, text } = await intake.post("generic", body);
      expect(status).toBe(400);
      return text;
    };
    expect(await broken({})).toContain("'title'");
    expect(await broken({ title: "", key: "" })).toMatch(/'title'.*'key'/);
    expect(await broken({ title: "a\u0000b" })).toContain("'title'");
    expect(await broken({ title: ["a"] })).toContain("title");
    expect(await broken({ title: "a", labels: "b" })).toContain("labels");
    expect(await broken({ title: "a", links: Array.from({ length: 101 }, () => "x") })).toContain("'links'");
    expect(await broken("[".repeat(100))).toContain("nested");
    expect(await intake.incidents()).toEqual([]);
  });
});
