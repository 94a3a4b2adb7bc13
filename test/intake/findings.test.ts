// What was deployed around the time of an incident becomes its findings.
import type { Finding } from "@aws-sdk/client-ssm-incidents";
import { expect, test } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { openIntake } from "./aws-intake.ts";
import { deployment, deploymentGroupArn, stackArn, stackStatus } from "./fixtures/aws/events.ts";

/** As EventBridge writes it. @param minutes from now */
const at = (minutes: number): string =>
  `${new Date(Date.now() + minutes * 60_000).toISOString().slice(0, 19)}Z`;

const deploymentOf = ([it]: Finding[]) => it?.details?.codeDeployDeployment;

forEachEngine((engine) => {
  test("a deployment from before an incident is its finding, and its end is told later", async () => {
    await using intake = await openIntake(engine);
    const began = at(-10);
    const posted = await intake.post("eventbridge", deployment("START", began));
    expect(posted).toMatchObject({ status: 202, outcomes: ["IGNORED"] });
    expect(await intake.incidents()).toEqual([]);
    await intake.post("eventbridge", deployment("START", at(-90), "d-TOOEARLY1"));
    const arn = await intake.start();
    const found = await intake.findings(arn);
    expect(found).toHaveLength(1);
    expect(deploymentOf(found)).toEqual({
      deploymentGroupArn,
      deploymentId: "d-1A2B3C4D5",
      startTime: new Date(began),
    });
    await intake.tocsin.advance("PT5M");
    const ended = at(-1);
    for (const _ of [1, 2]) await intake.post("eventbridge", deployment("SUCCESS", ended));
    const [after] = await intake.findings(arn);
    expect(after).toMatchObject({ id: found[0]?.id, creationTime: found[0]?.creationTime });
    expect(after?.lastModifiedTime?.getTime()).toBeGreaterThan(after?.creationTime?.getTime() ?? 0);
    expect(after?.details?.codeDeployDeployment).toMatchObject({
      startTime: new Date(began),
      endTime: new Date(ended),
    });
  });

  test("what is deployed while an incident is open is its finding too, in whatever order it is told", async () => {
    await using intake = await openIntake(engine);
    const arn = await intake.start();
    const [began, ended] = [at(1), at(2)];
    await intake.post("eventbridge", deployment("FAILURE", ended));
    await intake.post("eventbridge", deployment("START", began));
    const found = await intake.findings(arn);
    expect(found).toHaveLength(1);
    expect(deploymentOf(found)).toMatchObject({ startTime: new Date(began), endTime: new Date(ended) });
  });

  test("each update of a stack is a finding of its own, its rollback belongs to it, its deletion does not", async () => {
    await using intake = await openIntake(engine);
    const [first, undone, second] = [at(-30), at(-20), at(-10)];
    await intake.post("eventbridge", [
      stackStatus("UPDATE_IN_PROGRESS", first),
      stackStatus("UPDATE_ROLLBACK_IN_PROGRESS", at(-25)),
      stackStatus("UPDATE_ROLLBACK_COMPLETE", undone),
      stackStatus("UPDATE_IN_PROGRESS", second),
      stackStatus("DELETE_IN_PROGRESS", at(-1)),
    ]);
    const arn = await intake.start();
    const found = await intake.findings(arn);
    const updates = found.map(({ details }) => details?.cloudFormationStackUpdate);
    expect(updates.toSorted((a, b) => Number(a?.startTime) - Number(b?.startTime))).toEqual([
      { stackArn, startTime: new Date(first), endTime: new Date(undone) },
      { stackArn, startTime: new Date(second) },
    ]);
  });
});
