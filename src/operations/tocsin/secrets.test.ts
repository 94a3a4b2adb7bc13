// Secrets that response plans name: put, listed, deleted, never read back.
import { randomUUID } from "node:crypto";
import sql from "sql-template-tag";
import { expect, it } from "vitest";
import { forEachEngine } from "../../../test/harness/engines.ts";
import { manualClock } from "../../clock.ts";
import { ApiError } from "../../contract/api-error.ts";
import type { Caller, Implementation } from "../../contract/call.ts";
import { createPageTokens } from "../../domain/page-token.ts";
import { createSealer } from "../../domain/secrets/seal.ts";
import { newSecretKey } from "../../domain/secrets/secret-key.ts";
import { openSecret } from "../../storage/secrets.ts";
import type { Storage } from "../../storage/storage.ts";
import { deleteSecret } from "./delete-secret.ts";
import { listSecrets } from "./list-secrets.ts";
import { putSecret } from "./put-secret.ts";
import type { GivenForKeys } from "./given.ts";

const account = "111122223333";
const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:";
const caller: Caller = {
  account,
  region: "us-east-1",
  arn: `arn:aws:iam::${account}:root`,
  accessKeyId: "TOCSROOTROOTROOTROOT",
};
const secret = {
  pagerDutyToken: "u+hushHushHush",
  pagerDutyServiceRegion: "EU",
  pagerDutyFromEmail: "pd@example.com",
};

const sealer = createSealer(newSecretKey());
const givenOn = (storage: Storage): GivenForKeys => ({
  storage,
  sealer,
  clock: manualClock(Date.UTC(2026, 0, 1)),
  pageTokens: createPageTokens(Buffer.alloc(32, 1)),
});
const call = (it: Implementation, input: unknown, account = caller.account): Promise<unknown> =>
  it.run(input as never, { caller: { ...caller, account }, requestId: randomUUID() });
const put = (storage: Storage, name: string, value: unknown = secret) =>
  call(putSecret(givenOn(storage)), { name, secretString: JSON.stringify(value) });
const refusal = (answer: Promise<unknown>): Promise<ApiError> =>
  answer.then(
    () => expect.unreachable("not refused"),
    (error: unknown) => (error instanceof ApiError ? error : expect.unreachable(String(error))),
  );

forEachEngine((engine) => {
  it("a secret is found by its name, and by an ARN with or without AWS's six characters", async () => {
    await using storage = await engine.open();
    await put(storage, "team/pagerduty");
    await put(storage, "odd-abc123", { ...secret, pagerDutyServiceRegion: "US" });
    const open = (secretId: string) => openSecret(storage, sealer, { account, secretId });
    for (const secretId of ["team/pagerduty", `${arn}team/pagerduty-Ab12Cd`, `${arn}team/pagerduty`])
      expect(JSON.parse((await open(secretId)) ?? "null"), secretId).toEqual(secret);
    expect(await open(`${arn}odd-abc123`)).toContain("US");
    expect(await open("team")).toBeUndefined();
    expect(await open("team/pagerduty-Ab12Cd")).toBeUndefined();
    expect(await openSecret(storage, sealer, { account: "444455556666", secretId: "team/pagerduty" })).toBe(
      undefined,
    );
  });

  it("what is kept says nothing of the token, and neither does the list", async () => {
    await using storage = await engine.open();
    await put(storage, "pd");
    const rows = await storage.all<object>(sql`select * from secrets`);
    expect(JSON.stringify(rows)).not.toContain(secret.pagerDutyToken);
    const { secrets } = (await call(listSecrets(givenOn(storage)), {})) as { secrets: object[] };
    expect(secrets).toEqual([
      { name: "pd", createdTime: new Date("2026-01-01"), updatedTime: new Date("2026-01-01") },
    ]);
    expect(await call(listSecrets(givenOn(storage)), {}, "444455556666")).toEqual({ secrets: [] });
  });

  it("a secret is refused naming everything that is wrong, and none of its values", async () => {
    await using storage = await engine.open();
    const value = { token: "hush", pagerDutyServiceRegion: "APAC", pagerDutyFromEmail: "nobody" };
    const { name, message } = await refusal(put(storage, "pd", value));
    expect(name).toBe("ValidationException");
    expect(message).toBe(
      "Invalid secret: pagerDutyToken must be printable characters without spaces; pagerDutyServiceRegion must be US or EU; pagerDutyFromEmail must be the e-mail address of a user of PagerDuty.",
    );
    for (const odd of ["text", null, 7, []])
      expect((await refusal(put(storage, "pd", odd))).name).toBe("ValidationException");
    expect(await call(listSecrets(givenOn(storage)), {})).toEqual({ secrets: [] });
  });

  it("a deleted secret is gone, and deleting it again says so", async () => {
    await using storage = await engine.open();
    await put(storage, "pd");
    const remove = deleteSecret(givenOn(storage));
    expect((await refusal(call(remove, { name: "pd" }, "444455556666"))).name).toBe(
      "ResourceNotFoundException",
    );
    await call(remove, { name: "pd" });
    expect((await refusal(call(remove, { name: "pd" }))).name).toBe("ResourceNotFoundException");
    expect(await openSecret(storage, sealer, { account, secretId: "pd" })).toBeUndefined();
  });
});
