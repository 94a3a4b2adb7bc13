// boto3 runs every operation of ssm-incidents; only its endpoint differs.
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { isInstalled, run } from "../harness/command.ts";
import { testServer } from "../harness/server.ts";

const installed = isInstalled("python3", "-c", "import boto3");
if (!installed) console.log("skipped: boto3 is not installed");

describe.skipIf(!installed)("boto3", () => {
  it("runs all 31 operations of ssm-incidents", async () => {
    await using tocsin = await testServer();
    const script = fileURLToPath(new URL("boto3-incidents.py", import.meta.url));
    const { code, stdout, stderr } = await run("python3", [script], { env: tocsin.environment });
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout.trim().split("\n").at(-1)).toBe("31 operations");
  }, 120_000);
});
