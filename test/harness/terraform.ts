// Terraform with the AWS provider, in a folder of its own, pointed at a test server.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { isInstalled, run, type Outcome } from "./command.ts";
import type { TestServer } from "./server.ts";

/** A folder laid out as Terraform's file-system mirror. A test run downloads nothing by itself. */
const mirror = process.env["TOCSIN_TEST_TERRAFORM_MIRROR"] ?? "/opt/tf-plugins";
const [provider] = globSync(
  join(mirror, "registry.terraform.io/hashicorp/aws/5.100.0/*/terraform-provider-aws_*"),
);

export const terraformIsInstalled =
  provider !== undefined && existsSync(provider) && isInstalled("terraform", "version");

export interface Terraform extends AsyncDisposable {
  /** Replaces the configuration, given as HCL after the provider block. */
  write(configuration: string): Promise<void>;
  /** @throws with Terraform's output when it fails */
  run(...args: string[]): Promise<Outcome>;
  /** `no changes`, or the plan as Terraform prints it. */
  plan(): Promise<string>;
}

export async function terraform(tocsin: TestServer): Promise<Terraform> {
  const ending = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "tocsin-terraform-"));
  ending.defer(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "provider.tf"), providerBlock(tocsin.url));
  const env = {
    ...tocsin.environment,
    TF_REATTACH_PROVIDERS: await runningProvider(ending, tocsin.environment),
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
  };
  const start = (...args: string[]): Promise<Outcome> =>
    run("terraform", [...args, "-no-color"], { cwd: folder, env, milliseconds: 180_000 });
  const checked = async (...args: string[]): Promise<Outcome> => {
    const outcome = await start(...args);
    if (outcome.code !== 0)
      throw new Error(`terraform ${args.join(" ")}\n${outcome.stdout}${outcome.stderr}`);
    return outcome;
  };
  await checked("init", "-input=false");
  return {
    write: (configuration) => writeFile(join(folder, "main.tf"), configuration),
    run: checked,
    async plan() {
      const outcome = await start("plan", "-input=false", "-detailed-exitcode");
      return outcome.code === 0 ? "no changes" : outcome.stdout + outcome.stderr;
    },
    [Symbol.asyncDispose]: () => ending.disposeAsync(),
  };
}

/** Started once for all commands: each would otherwise spend seconds on starting it. @returns where it listens */
async function runningProvider(
  ending: AsyncDisposableStack,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const child = spawn(provider ?? "", ["-debug"], {
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...env },
    stdio: ["ignore", "pipe", "ignore"],
  });
  ending.defer(async () => {
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  });
  for await (const line of createInterface(child.stdout)) {
    const [, address] = /TF_REATTACH_PROVIDERS='(.+)'/.exec(line) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error("the provider ended before it listened");
}

const providerBlock = (url: string): string => `
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "5.100.0" }
  }
}
provider "aws" {
  max_retries = 1
  endpoints {
    ssmincidents = "${url}"
    ssmcontacts  = "${url}"
    sts          = "${url}"
  }
}
`;
