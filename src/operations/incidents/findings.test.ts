import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Calls, callsOn, newCaller } from "../../../test/harness/calls.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import { readyAccount } from "../../../test/harness/ready-account.ts";
import {
  type Finding,
  batchGetIncidentFindings,
  listIncidentFindings,
} from "../../contract/incidents/finding.ts";
import { putFinding } from "../../storage/findings.ts";
import type { Storage } from "../../storage/storage.ts";

const arnOf = (resource: string) => `arn:aws:codedeploy:us-east-1:111122223333:${resource}`;

const finding = (id: string, details?: Finding["details"]): Finding => ({
  id,
  creationTime: new Date(1000),
  lastModifiedTime: new Date(2000),
  details,
});

forEachEngine((engine) => {
  let storage: Storage;
  let tocsin: Calls;
  beforeAll(async () => {
    storage = await engine.open();
    tocsin = callsOn(storage);
  });
  afterAll(() => storage[Symbol.asyncDispose]());

  const started = async () => {
    const account = await readyAccount(tocsin);
    const arn = await account.start(await account.plan("web"));
    const put = (...findings: Finding[]) =>
      storage.write(async (tx) => {
        for (const finding of findings) await putFinding(tx, arn, finding);
      });
    return { account, arn, put };
  };

  describe("ListIncidentFindings", () => {
    it("lists ids page by page, at most twenty at once", async () => {
      const { account, arn, put } = await started();
      expect(await account.call(listIncidentFindings, { incidentRecordArn: arn })).toEqual({ findings: [] });
      const ids = Array.from({ length: 25 }, (_, index) => `f-${String(index).padStart(2, "0")}`);
      await put(...ids.map((id) => finding(id)));
      const first = await account.call(listIncidentFindings, { incidentRecordArn: arn });
      expect(first.findings).toHaveLength(20);
      expect(first.findings[0]).toEqual({ id: "f-00", lastModifiedTime: new Date(2000) });
      const rest = await account.call(listIncidentFindings, {
        incidentRecordArn: arn,
        nextToken: first.nextToken,
      });
      expect([...first.findings, ...rest.findings].map(({ id }) => id)).toEqual(ids);
      expect(rest.nextToken).toBeUndefined();
    });

    it("does not find incidents that are not there or not the caller's", async () => {
      const { arn } = await started();
      const input = { incidentRecordArn: arn };
      const other = await readyAccount(tocsin);
      expect((await other.refusal(listIncidentFindings, input)).name).toBe("ResourceNotFoundException");
      expect((await tocsin.refusal(newCaller(), listIncidentFindings, input)).members).toMatchObject({
        resourceType: "REPLICATION_SET",
      });
      const wrong = { ...input, nextToken: "nonsense" };
      expect((await other.refusal(listIncidentFindings, wrong)).name).toBe("ValidationException");
    });
  });

  describe("BatchGetIncidentFindings", () => {
    it("gives the details of those that are there, in the order asked, and an error for each other", async () => {
      const { account, arn, put } = await started();
      const deployment = finding("b", {
        codeDeployDeployment: {
          deploymentGroupArn: arnOf("deploymentgroup:a/b"),
          deploymentId: "d-1",
          startTime: new Date(500),
          endTime: new Date(900),
        },
      });
      const stack = finding("a", {
        cloudFormationStackUpdate: { stackArn: arnOf("stack"), startTime: new Date(600) },
      });
      await put(stack, deployment, finding("c"));
      const findingIds = ["c", "b", "no", "a", "b", "__proto__"];
      const answer = await account.call(batchGetIncidentFindings, { incidentRecordArn: arn, findingIds });
      expect(answer.findings).toEqual([finding("c"), deployment, stack]);
      expect(answer.errors.map(({ findingId, code }) => [findingId, code])).toEqual([
        ["no", "ResourceNotFoundException"],
        ["__proto__", "ResourceNotFoundException"],
      ]);
    });

    it("is not misled by the ids of other incidents, and takes none at all", async () => {
      const { account, arn, put } = await started();
      await put(finding("x"));
      const other = await account.start(await account.plan("other"));
      const answer = await account.call(batchGetIncidentFindings, {
        incidentRecordArn: other,
        findingIds: ["x"],
      });
      expect(answer.findings).toEqual([]);
      const none = await account.call(batchGetIncidentFindings, { incidentRecordArn: arn, findingIds: [] });
      expect(none).toEqual({ findings: [], errors: [] });
    });

    it("does not find incidents that are not the caller's", async () => {
      const { arn } = await started();
      const other = await readyAccount(tocsin);
      const input = { incidentRecordArn: arn, findingIds: ["x"] };
      expect((await other.refusal(batchGetIncidentFindings, input)).name).toBe("ResourceNotFoundException");
    });
  });
});
