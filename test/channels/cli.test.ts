// The command line beside the server: watching the outbox, and the secret of webhooks.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { webhookSecret } from "../../src/domain/secrets/webhook-secret.ts";
import { openSecretKey } from "../../src/storage/secret-key-file.ts";
import { run } from "../harness/command.ts";
import { somebody } from "./paged.ts";

const main = join(import.meta.dirname, "../../src/main.ts");

test("`tocsin outbox --watch` shows what is there, and goes on with what comes", async () => {
  await using alice = await somebody({ type: "SMS", address: "+4915112345667" });
  const child = spawn(process.execPath, [main, "outbox", "--watch", "--json"], {
    env: { PATH: process.env["PATH"], ...alice.tocsin.environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const shown = child.stdout.setEncoding("utf8").iterator({ destroyOnReturn: false });
    const next = async () =>
      JSON.parse(String((await shown.next()).value)) as { type: string; pageArn?: string };
    expect(await next()).toMatchObject({ type: "ACTIVATION_CODE" });
    const { page } = await alice.page();
    expect(await next()).toMatchObject({ type: "PAGE", pageArn: page });
  } finally {
    child.kill();
    await once(child, "exit");
  }
});

test("`tocsin webhooks secret` shows with what webhooks are signed", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "tocsin-webhooks-"));
  const secret = async (env: Record<string, string>) =>
    run(process.execPath, [main, "webhooks", "secret"], { env: { TOCSIN_DATA_DIR: dataDir, ...env } });
  expect(await secret({})).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("There is no secret key in"),
  });
  const key = await openSecretKey({ setting: undefined, dataDir });
  const [derived, chosen] = await Promise.all([
    secret({}),
    secret({ TOCSIN_WEBHOOK_SECRET: "chosen-by-the-user" }),
  ]);
  expect(derived.stdout).toBe(`${webhookSecret(undefined, key)}\n`);
  expect(derived.stdout).toMatch(/^[0-9a-f]{64}\n$/);
  expect(chosen.stdout).toBe("chosen-by-the-user\n");
  await rm(dataDir, { recursive: true });
});
