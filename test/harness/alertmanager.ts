// A real Prometheus Alertmanager on loopback, with one receiver: a webhook.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isInstalled } from "./command.ts";

/** Debian's name for it, where nothing else is said. */
const command = process.env["TOCSIN_TEST_ALERTMANAGER"] ?? "prometheus-alertmanager";

export const alertmanagerIsInstalled = isInstalled(command, "--version");

interface ApiAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly generatorURL?: string;
}

export interface Alertmanager extends AsyncDisposable {
  /** Where its API and its console are. */
  readonly url: string;
  /** As Prometheus does. */
  readonly post: (...alerts: readonly ApiAlert[]) => Promise<void>;
}

/** @param bearer what it shows the webhook */
export async function alertmanager(webhook: string, bearer: string): Promise<Alertmanager> {
  const ending = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "tocsin-alertmanager-"));
  ending.defer(() => rm(folder, { recursive: true }));
  const config = join(folder, "alertmanager.yml");
  await writeFile(config, configuration(webhook, bearer));
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    command,
    [
      `--config.file=${config}`,
      `--storage.path=${join(folder, "data")}`,
      `--web.listen-address=${address}`,
      "--cluster.listen-address=",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  ending.defer(async () => {
    const gone = child.exitCode === null ? once(child, "exit") : undefined;
    child.kill("SIGKILL");
    await gone;
  });
  await listening(child.stderr);
  const post: Alertmanager["post"] = async (...alerts) => {
    const reply = await fetch(`http://${address}/api/v2/alerts`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(alerts),
    });
    if (!reply.ok) throw new Error(await reply.text());
  };
  return { url: `http://${address}`, post, [Symbol.asyncDispose]: () => ending.disposeAsync() };
}

/** Groups are told at once, and changes of them after a second. */
const configuration = (webhook: string, bearer: string): string => `
route:
  receiver: tocsin
  group_by: [alertname, service]
  group_wait: 0s
  group_interval: 1s
  repeat_interval: 1h
receivers:
  - name: tocsin
    webhook_configs:
      - url: ${webhook}
        http_config:
          authorization:
            type: Bearer
            credentials: ${bearer}
`;

/** It tells nobody which one it would have chosen. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** @throws with what it said when it ends instead */
async function listening(log: NodeJS.ReadableStream): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  let said = "";
  log.setEncoding("utf8").on("data", (piece: string) => {
    said = `${said}${piece}`.slice(-10_000);
    if (said.includes("Listening on")) resolve(undefined);
  });
  log.on("end", () => reject(new Error(`Alertmanager ended: ${said}`)));
  await promise;
}
