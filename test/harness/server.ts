// A whole server in this process, on a free port and a database of its own, with the official clients pointed at it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SSMContactsClient } from "@aws-sdk/client-ssm-contacts";
import { SSMIncidentsClient } from "@aws-sdk/client-ssm-incidents";
import { pino } from "pino";
import { readConfig } from "../../src/config.ts";
import { startServer, type Server } from "../../src/server.ts";

export const account = "111122223333";
export const region = "us-east-1";
export const rootKey = {
  accessKeyId: "AKIATESTROOTKEY00000",
  secretAccessKey: "TestRootSecretThatIsNotASecret0000000000",
};

export interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly server: Server;
  readonly dataDir: string;
  readonly incidents: SSMIncidentsClient;
  readonly contacts: SSMContactsClient;
  /** Moves the manual clock on by an ISO 8601 duration such as `PT30M`, doing what comes due on the way. */
  readonly advance: (duration: string) => Promise<void>;
  /** What a child process needs to call the server through the AWS CLI, boto3 or Terraform. */
  readonly environment: Readonly<Record<string, string>>;
}

/** @param env settings beyond the defaults, such as `TOCSIN_DATABASE_URL` */
export async function testServer(env: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const dataDir = env["TOCSIN_DATA_DIR"] ?? (await mkdtemp(join(tmpdir(), "tocsin-test-")));
  const config = readConfig({
    TOCSIN_PORT: "0",
    TOCSIN_DATA_DIR: dataDir,
    TOCSIN_CLOCK: "manual",
    TOCSIN_ROOT_ACCESS_KEY_ID: rootKey.accessKeyId,
    TOCSIN_ROOT_SECRET_ACCESS_KEY: rootKey.secretAccessKey,
    ...env,
  });
  const server = await startServer(config, pino({ level: env["TOCSIN_LOG_LEVEL"] ?? "silent" }));
  const clientConfig = { endpoint: server.url, region, credentials: rootKey, maxAttempts: 1 };
  const incidents = new SSMIncidentsClient(clientConfig);
  const contacts = new SSMContactsClient(clientConfig);
  return {
    url: server.url,
    server,
    dataDir,
    incidents,
    contacts,
    advance: (duration) => advanceClock(server.url, duration),
    environment: {
      AWS_ENDPOINT_URL: server.url,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: rootKey.accessKeyId,
      AWS_SECRET_ACCESS_KEY: rootKey.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_MAX_ATTEMPTS: "1",
    },
    async [Symbol.asyncDispose]() {
      incidents.destroy();
      contacts.destroy();
      await server.close(1000);
      if (env["TOCSIN_DATA_DIR"] === undefined) await rm(dataDir, { recursive: true });
    },
  };
}

async function advanceClock(url: string, duration: string): Promise<void> {
  const reply = await fetch(`${url}/_tocsin/clock`, {
    method: "POST",
    body: JSON.stringify({ advance: duration }),
  });
  if (!reply.ok) throw new Error(`the clock did not move: ${await reply.text()}`);
}
