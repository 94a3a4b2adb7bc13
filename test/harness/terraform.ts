// Terraform with the AWS provider, in a folder of its own, pointed at a test server.
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isInstalled, run, type Outcome } from "./command.ts";
import type { TestServer } from "./server.ts";

/** A folder laid out as Terraform's file-system mirror. Without one the provider comes from its registry. */
const mirror = process.env["TOCSIN_TEST_TERRAFORM_MIRROR"] ?? "/opt/tf-plugins";
const provider = join(mirror, "registry.terraform.io/hashicorp/aws/5.100.0");

/** Only with the mirror: a test run downloads nothing by itself. */
export const terraformIsInstalled = existsSync(provider) && isInstalled("terraform", "version");

export interface Terraform extends AsyncDisposable {
  /** Replaces the configuration, given as HCL after the provider block. */
  write(configuration: string): Promise<void>;
  /** @throws with Terraform's output when it fails */
  run(...args: string[]): Promise<Outcome>;
  /** `no changes`, or the plan as Terraform prints it. */
  plan(): Promise<string>;
}

export async function terraform(tocsin: TestServer): Promise<Terraform> {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-terraform-"));
  const cliConfig = join(folder, "terraform.rc");
  await writeFile(cliConfig, `provider_installation {\n  filesystem_mirror { path = "${mirror}" }\n}\n`);
  await writeFile(join(folder, "provider.tf"), providerBlock(tocsin.url));
  const env = { ...tocsin.environment, TF_CLI_CONFIG_FILE: cliConfig, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
  const start = (...args: string[]): Promise<Outcome> =>
    run("terraform", [...args, "-no-color"], { cwd: folder, env, milliseconds: 180_000 });
  const checked = async (...args: string[]): Promise<Outcome> => {
    const outcome = await start(...args);
    if (outcome.code !== 0) throw new Error(`terraform ${args.join(" ")}\n${outcome.stdout}${outcome.stderr}`);
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
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
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
