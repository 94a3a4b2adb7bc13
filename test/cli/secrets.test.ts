// `tocsin secrets`, as a person types it, against a whole server; and what `tocsin doctor` says of a plan without its secret.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CreateReplicationSetCommand, CreateResponsePlanCommand } from "@aws-sdk/client-ssm-incidents";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Checkup } from "../../src/contract/tocsin/reachability.ts";
import { type Outcome, run } from "../harness/command.ts";
import { testServer, type TestServer } from "../harness/server.ts";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const secret = {
  pagerDutyToken: "u+a-token-of-pagerduty",
  pagerDutyServiceRegion: "US",
  pagerDutyFromEmail: "pd@example.com",
};

let tocsin: TestServer;
let folder: string;
beforeAll(async () => {
  tocsin = await testServer({ TOCSIN_DATABASE_URL: "sqlite::memory:" });
  folder = await mkdtemp(join(tmpdir(), "tocsin-secrets-"));
});
afterAll(async () => {
  await tocsin[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const type = (...words: string[]): Promise<Outcome> =>
  run(process.execPath, [main, ...words], { env: tocsin.environment });

const piped = (input: string, ...words: string[]): Promise<Outcome> =>
  run(process.execPath, [main, ...words], { env: tocsin.environment, input });

const fileWith = async (content: unknown): Promise<string> => {
  const file = join(folder, "secret.json");
  await writeFile(file, JSON.stringify(content));
  return file;
};

it("doctor tells of a plan whose secret is not there, until it is", async () => {
  await tocsin.incidents.send(new CreateReplicationSetCommand({ regions: { "us-east-1": {} } }));
  await tocsin.incidents.send(
    new CreateResponsePlanCommand({
      name: "web",
      incidentTemplate: { title: "Web is down", impact: 1 },
      integrations: [
        {
          pagerDutyConfiguration: {
            name: "web-on-call",
            secretId: "arn:aws:secretsmanager:us-east-1:111122223333:secret:team/pagerduty-Ab12Cd",
            pagerDutyIncidentConfiguration: { serviceId: "PSERVICE" },
          },
        },
      ],
    }),
  );
  const faults = async () => {
    const { stdout } = await type("doctor", "--json");
    return (JSON.parse(stdout) as Checkup).findings.map((it) => [it.name].concat(it.faults));
  };
  const missing = [
    "web",
    "PagerDuty will not hear of it: there is no secret arn:aws:secretsmanager:us-east-1:111122223333:secret:team/pagerduty-Ab12Cd (tocsin secrets put)",
  ];
  expect(await faults()).toEqual([missing]);
  const put = await type("secrets", "put", "team/pagerduty", await fileWith(secret));
  expect(put).toEqual({
    code: 0,
    stdout:
      "The secret team/pagerduty is kept. Response plans name it as the secretId of their PagerDuty integration.\n",
    stderr: "",
  });
  expect(await faults()).toEqual([]);
});

it("a secret comes by the pipe too, and is never shown again", async () => {
  const put = await piped(JSON.stringify(secret), "secrets", "put", "by-pipe");
  expect(put.stdout).toContain("by-pipe is kept");
  const list = await type("secrets", "list");
  expect(list.stdout).toMatch(/^NAME +CREATED +CHANGED\nby-pipe +\d{4}-.*Z\nteam\/pagerduty /);
  const json = await type("secrets", "list", "--json");
  expect(JSON.parse(json.stdout)).toHaveLength(2);
  expect(list.stdout + json.stdout).not.toContain(secret.pagerDutyToken);
});

it("what is wrong is said in full, and leaves what was there", async () => {
  const bad = { ...secret, pagerDutyServiceRegion: "us", pagerDutyFromEmail: "" };
  const put = await type("secrets", "put", "by-pipe", await fileWith(bad));
  expect([put.code, put.stderr]).toEqual([
    1,
    "ValidationException: Invalid secret: pagerDutyServiceRegion must be US or EU; pagerDutyFromEmail must be the e-mail address of a user of PagerDuty.\n",
  ]);
  const none = await type("secrets", "put", "by-pipe", join(folder, "nothing"));
  expect([none.code, none.stderr]).toEqual([1, `${join(folder, "nothing")} is no file that can be read.\n`]);
});

it("a removed secret is gone", async () => {
  expect(await type("secrets", "remove", "by-pipe")).toMatchObject({
    code: 0,
    stdout: "The secret by-pipe is gone.\n",
  });
  expect(await type("secrets", "remove", "by-pipe")).toMatchObject({
    code: 1,
    stderr: "ResourceNotFoundException: The secret by-pipe does not exist.\n",
  });
});
