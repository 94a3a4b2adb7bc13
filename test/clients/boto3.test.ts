// boto3 runs every operation of ssm-incidents, and those of ssm-contacts that need nobody to be paged; only its endpoint differs.
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { isInstalled, run } from "../harness/command.ts";
import { testServer } from "../harness/server.ts";

const installed = isInstalled("python3", "-c", "import boto3");
if (!installed) console.log("skipped: boto3 is not installed");

describe.skipIf(!installed)("boto3", () => {
  it.each([
    ["all", 31, "ssm-incidents", "boto3-incidents.py"],
    ["the", 29, "ssm-contacts for people and schedules", "boto3-contacts.py"],
  ])(
    "runs %s %i operations of %s",
    async (_, count, _service, file) => {
      await using tocsin = await testServer();
      const script = fileURLToPath(new URL(file, import.meta.url));
      const { code, stdout, stderr } = await run("python3", [script], { env: tocsin.environment });
      expect(stderr).toBe("");
      expect(code).toBe(0);
      expect(stdout.trim().split("\n").at(-1)).toBe(`${count} operations`);
    },
    120_000,
  );
});
