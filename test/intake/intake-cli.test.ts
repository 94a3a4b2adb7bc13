// `tocsin intake keys`: from the command to an incident.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { run } from "../harness/command.ts";
import { sqlite } from "../harness/engines.ts";
import { openIntake, planName } from "./aws-intake.ts";

const main = join(import.meta.dirname, "../../src/main.ts");

it("makes a key with addresses to paste, lists it, and revokes it", async () => {
  await using intake = await openIntake(sqlite);
  const { environment, url } = intake.tocsin;
  const tocsin = (...args: string[]) =>
    run(process.execPath, [main, "intake", "keys", ...args], { env: environment });
  const made = await tocsin("create", planName);
  expect(made).toMatchObject({ code: 0, stderr: "" });
  const address = /(http\S+\/intake\/generic\/\S+)/.exec(made.stdout)?.[1] ?? "";
  expect(address.startsWith(`${url}/intake/generic/${planName}/`)).toBe(true);
  expect(made.stdout).toContain(`${url}/v2/enqueue`);
  const send = () => fetch(address, { method: "POST", body: '{"title": "Disk is full"}' });
  expect((await send()).status).toBe(202);

  const key = address.slice(-32);
  expect((await tocsin("list")).stdout).toMatch(
    new RegExp(`^${key.slice(0, 8)} +${planName} +all .* active$`, "m"),
  );
  expect((await tocsin("revoke", key)).stdout).toBe(`${key.slice(0, 8)} is revoked.\n`);
  expect((await tocsin("list", planName)).stdout).toContain("revoked");
  expect((await send()).status).toBe(403);
});

it("makes a key for one source, with what its sender signs with", async () => {
  await using intake = await openIntake(sqlite);
  const folder = await mkdtemp(join(tmpdir(), "tocsin-intake-"));
  const file = join(folder, "client-secret");
  await writeFile(file, "0123456789abcdef0123456789abcdef\n");
  const tocsin = (...args: string[]) =>
    run(process.execPath, [main, "intake", "keys", "create", ...args], { env: intake.tocsin.environment });
  const made = await tocsin(planName, "--source", "sentry", "--signing-secret", file);
  expect(made.stdout).toMatch(/\/intake\/sentry\/checkout\/[a-z2-7]{32}/);
  expect(made.stdout).not.toContain("alertmanager");
  expect(made.stdout).not.toContain("0123456789abcdef");
  expect(await tocsin("nowhere")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("nowhere does not exist"),
  });
  expect(await tocsin(planName, "--signing-secret", join(folder, "none"))).toMatchObject({ code: 1 });
  await rm(folder, { recursive: true });
});
