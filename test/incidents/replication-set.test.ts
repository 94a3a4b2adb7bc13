// The replication set through the official client, its waiters included.
import {
  CreateReplicationSetCommand,
  CreateResponsePlanCommand,
  DeleteReplicationSetCommand,
  GetReplicationSetCommand,
  GetResponsePlanCommand,
  ListReplicationSetsCommand,
  ListResponsePlansCommand,
  ResourceNotFoundException,
  ServiceQuotaExceededException,
  UpdateDeletionProtectionCommand,
  UpdateReplicationSetCommand,
  ValidationException,
  waitUntilWaitForReplicationSetActive,
  waitUntilWaitForReplicationSetDeleted,
} from "@aws-sdk/client-ssm-incidents";
import { expect, it } from "vitest";
import { account, testServer } from "../harness/server.ts";

const regions = { "us-east-1": {} };

it("is made, changed, protected and deleted with all that depends on it", async () => {
  await using tocsin = await testServer();
  const { incidents } = tocsin;
  const { arn } = await incidents.send(
    new CreateReplicationSetCommand({ regions: { ...regions, "eu-west-1": { sseKmsKeyId: "key-1" } } }),
  );
  const get = async () => (await incidents.send(new GetReplicationSetCommand({ arn }))).replicationSet;
  const waiting = { client: incidents, maxWaitTime: 31 };
  await waitUntilWaitForReplicationSetActive(waiting, { arn });
  const root = `arn:aws:iam::${account}:root`;
  expect(await get()).toMatchObject({
    arn: expect.stringMatching(
      /^arn:aws:ssm-incidents::111122223333:replication-set\/[0-9a-f-]{36}$/,
    ) as string,
    status: "ACTIVE",
    deletionProtected: false,
    createdBy: root,
    createdTime: expect.any(Date) as Date,
    lastModifiedBy: root,
    regionMap: {
      "us-east-1": {
        status: "ACTIVE",
        sseKmsKeyId: "DefaultKey",
        statusUpdateDateTime: expect.any(Date) as Date,
      },
      "eu-west-1": { status: "ACTIVE", sseKmsKeyId: "key-1" },
    },
  });
  expect(await incidents.send(new ListReplicationSetsCommand({}))).toMatchObject({
    replicationSetArns: [arn],
  });

  const second = incidents.send(new CreateReplicationSetCommand({ regions }));
  await expect(second).rejects.toThrow(ServiceQuotaExceededException);
  await expect(second).rejects.toMatchObject({
    $metadata: { httpStatusCode: 402 },
    serviceCode: "ssm-incidents",
    resourceType: "REPLICATION_SET",
  });

  const actions = [{ deleteRegionAction: { regionName: "eu-west-1" } }];
  await incidents.send(new UpdateReplicationSetCommand({ arn, actions }));
  expect(Object.keys((await get())?.regionMap ?? {})).toEqual(["us-east-1"]);

  await incidents.send(new UpdateDeletionProtectionCommand({ arn, deletionProtected: true }));
  await expect(incidents.send(new DeleteReplicationSetCommand({ arn }))).rejects.toThrow(ValidationException);
  await incidents.send(new UpdateDeletionProtectionCommand({ arn, deletionProtected: false }));

  const incidentTemplate = { title: "Down", impact: 1 };
  const plan = await incidents.send(new CreateResponsePlanCommand({ name: "web", incidentTemplate }));
  await incidents.send(new DeleteReplicationSetCommand({ arn }));
  await waitUntilWaitForReplicationSetDeleted(waiting, { arn });
  await expect(incidents.send(new GetResponsePlanCommand({ arn: plan.arn }))).rejects.toThrow(
    ResourceNotFoundException,
  );
  await incidents.send(new CreateReplicationSetCommand({ regions }));
  expect(await incidents.send(new ListResponsePlansCommand({}))).toMatchObject({ responsePlanSummaries: [] });
});

it("takes its time where that is set, and the official waiters wait for it", async () => {
  await using tocsin = await testServer({ TOCSIN_REPLICATION_DELAY: "60" });
  const { incidents } = tocsin;
  const { arn } = await incidents.send(new CreateReplicationSetCommand({ regions }));
  const status = async () =>
    (await incidents.send(new GetReplicationSetCommand({ arn }))).replicationSet?.status;
  const waiting = { client: incidents, maxWaitTime: 20, minDelay: 1, maxDelay: 1 };

  expect(await status()).toBe("CREATING");
  const active = waitUntilWaitForReplicationSetActive(waiting, { arn });
  await tocsin.advance("PT1M");
  expect(await active).toMatchObject({ state: "SUCCESS" });

  await incidents.send(new DeleteReplicationSetCommand({ arn }));
  expect(await status()).toBe("DELETING");
  const gone = waitUntilWaitForReplicationSetDeleted(waiting, { arn });
  await tocsin.advance("PT1M");
  expect(await gone).toMatchObject({ state: "SUCCESS" });
});
