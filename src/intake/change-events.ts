// Events of CodeDeploy and CloudFormation that tell of a change. Source: the user guides of both, on events.
import { awsArn, isArn } from "../domain/alerts/aws/arn.ts";
import type { Step } from "../domain/alerts/aws/change.ts";
import { matching, required, string, structure } from "../contract/shape.ts";
import { instantOf } from "./aws-time.ts";
import type { AnyEvent } from "./eventbridge-payload.ts";
import { read } from "./payload.ts";

const name = string({ min: 1, max: 300 });

const deploymentEvent = structure("DeploymentEvent", {
  detail: required(
    structure("DeploymentDetail", {
      application: required(name),
      deploymentGroup: required(name),
      deploymentId: required(string({ min: 1, max: 128 })),
      state: required(name),
    }),
  ),
});

const stackEvent = structure("StackEvent", {
  detail: required(
    structure("StackDetail", {
      "stack-id": required(
        string({
          max: 600,
          ...matching("^arn:aws(-cn|-us-gov)?:cloudformation:[a-z0-9-]{1,40}:\\d{12}:stack/.+$"),
        }),
      ),
      "status-details": required(structure("StatusDetails", { status: required(name) })),
    }),
  ),
});

/** @returns undefined for events of everything else. The steps: none for those that neither begin nor end anything */
export function stepsOf(event: AnyEvent, payload: unknown): Step[] | undefined {
  if (event["detail-type"] === "CodeDeploy Deployment State-change Notification")
    return deploymentSteps(event, payload);
  if (event["detail-type"] === "CloudFormation Stack Status Change") return stackSteps(event, payload);
  return undefined;
}

const deploymentPhases: ReadonlyMap<string, Step["phase"]> = new Map([
  ["START", "begins"],
  ["SUCCESS", "ends"],
  ["FAILURE", "ends"],
  ["STOP", "ends"],
]);

function deploymentSteps(event: AnyEvent, payload: unknown): Step[] {
  const { detail } = read(deploymentEvent, payload);
  const phase = deploymentPhases.get(detail.state);
  const { application, deploymentGroup, deploymentId } = detail;
  const deploymentGroupArn =
    event.resources?.find((it) => it.includes(":deploymentgroup:") && isArn(it)) ??
    awsArn("codedeploy", event, `deploymentgroup:${application}/${deploymentGroup}`);
  const changed = { deploymentGroupArn, deploymentId };
  return phase === undefined ? [] : [{ changed, phase, time: instantOf(event.time) }];
}

function stackSteps(event: AnyEvent, payload: unknown): Step[] {
  const { detail } = read(stackEvent, payload);
  const phase = stackPhase(detail["status-details"].status);
  if (phase === undefined) return [];
  return [{ changed: { stackArn: detail["stack-id"] }, phase, time: instantOf(event.time) }];
}

/** Creations and updates are findings (API reference), an import is an update; a deletion is none. */
function stackPhase(status: string): Step["phase"] | undefined {
  if (/^(CREATE|UPDATE|IMPORT)_IN_PROGRESS$/.test(status)) return "begins";
  if (/ROLLBACK_(COMPLETE|FAILED)$/.test(status)) return "is undone";
  return /^(CREATE|UPDATE|IMPORT)_(COMPLETE|FAILED)$/.test(status) ? "ends" : undefined;
}
