import { expect, it } from "vitest";
import { incidents } from "../../contract/incidents/service.ts";
import { callsOn, newCaller } from "../../../test/harness/calls.ts";
import { sqlite } from "../../../test/harness/engines.ts";
import { incidentsImplementations } from "./implementations.ts";

const implementations = async () => {
  await using storage = await sqlite.open();
  return incidentsImplementations(callsOn(storage).given);
};

it("all 31 operations of the contract are built", async () => {
  const built = [...(await implementations()).keys()];
  expect(built.toSorted()).toEqual(Object.keys(incidents.operations).toSorted());
  expect(built).toHaveLength(31);
});

const caller = newCaller();
const ownArn = (resource: string) => `arn:aws:ssm-incidents::${caller.account}:${resource}`;

/** Which permission is asked for where the call itself names no ARN. */
const withoutArn: Readonly<Record<string, string>> = {
  CreateReplicationSet: ownArn("replication-set/*"),
  CreateResponsePlan: ownArn("response-plan/web"),
  ListIncidentRecords: "*",
  ListReplicationSets: "*",
  ListResponsePlans: "*",
};
const arnMembers = ["arn", "resourceArn", "responsePlanArn", "incidentRecordArn"];

it("every call needs the permission on the one thing that it names", async () => {
  for (const { operation, resources } of (await implementations()).values()) {
    const named = arnMembers.filter((member) => Object.hasOwn(operation.input.members, member));
    const input = { name: "web", ...Object.fromEntries(named.map((member) => [member, ownArn(member)])) };
    const expected = named.length === 0 ? [withoutArn[operation.name]] : named.map(ownArn);
    expect(resources(input, caller), operation.name).toEqual(expected);
    expect(expected).toHaveLength(1);
  }
});
