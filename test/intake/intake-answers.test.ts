// What senders are answered when alerts cannot be taken, so that those that try again do, and nothing is lost.
import { DeleteResponsePlanCommand } from "@aws-sdk/client-ssm-incidents";
import { expect, it } from "vitest";
import { forPostgres, sqlite } from "../harness/engines.ts";
import { lineTo } from "../harness/line.ts";
import { openIntake, planName } from "./aws-intake.ts";

it("a plan that is gone is not found, and its alerts open nothing", async () => {
  await using intake = await openIntake(sqlite);
  const arn = `arn:aws:ssm-incidents::111122223333:response-plan/${planName}`;
  await intake.tocsin.incidents.send(new DeleteResponsePlanCommand({ arn }));
  expect((await intake.post("generic", { title: "Disk is full" })).status).toBe(404);
  expect(await intake.incidents()).toEqual([]);
});

forPostgres((engine) => {
  it("while the database is away senders are told to come back, and then are heard", async () => {
    const place = await engine.place();
    if (!("url" in place)) throw new Error("PostgreSQL has an address");
    await using line = await lineTo(place.url ?? "");
    await using intake = await openIntake({ ...engine, place: async () => ({ url: line.url }) });
    expect((await intake.post("generic", { title: "Disk is full" })).status).toBe(202);
    await line.cut();
    expect((await intake.post("generic", { title: "Disk is full" })).status).toBe(503);
    await line.mend();
    await expect
      .poll(async () => (await intake.post("generic", { title: "Disk is full" })).outcomes)
      .toEqual(["FOLDED"]);
  });
});
