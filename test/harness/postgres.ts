// A real PostgreSQL on loopback, from this machine's binaries, in a folder of its own. It ends when the process that started it ends.
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync } from "node:fs";
import { chmod, chown, mkdir, readFile, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface PostgresServer extends AsyncDisposable {
  /** Of the database `postgres`. */
  readonly url: string;
}

/** Where `initdb` and `postgres` are, the newest first; undefined where PostgreSQL is not installed. */
export const postgresBinaries = (): string | undefined => {
  const versions = globSync("/usr/lib/postgresql/*/bin").sort((one, other) =>
    other.localeCompare(one, "en", { numeric: true }),
  );
  return [...versions, "/usr/local/bin", "/opt/homebrew/bin", "/usr/bin"].find(
    (folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")),
  );
};

interface Making {
  /** Waits for the disk, as in earnest; tests do not. */
  readonly durable?: boolean;
}

/** @param folder is made, and removed when the server is disposed of */
export const startPostgres = async (
  binaries: string,
  folder: string,
  { durable = false }: Making = {},
): Promise<PostgresServer> => {
  const owner = await unprivileged();
  await mkdir(folder, { recursive: true });
  if (owner !== undefined) {
    await chmod(folder, 0o755);
    await chown(folder, owner.uid, owner.gid);
  }
  const data = join(folder, "data");
  await run(join(binaries, "initdb"), [...(await locale(binaries)), "-D", data], { ...owner, cwd: folder });

  const port = await freePort();
  const settings = durable
    ? ["max_connections=200", "shared_buffers=512MB"]
    : ["fsync=off", "max_connections=200", "shared_buffers=32MB", "deadlock_timeout=100ms"];
  const command = [
    join(binaries, "postgres"),
    "-D",
    data,
    "-h",
    "127.0.0.1",
    "-p",
    String(port),
    "-k",
    folder,
    ...settings.flatMap((setting) => ["-c", setting]),
  ];
  const server = spawn("sh", ["-c", endsWithInput, "sh", ...command], {
    ...owner,
    cwd: folder,
    stdio: ["pipe", "ignore", "ignore"],
  });
  await accepting(data, server);
  return {
    url: `postgres://tocsin@127.0.0.1:${port}/postgres`,
    [Symbol.asyncDispose]: async () => {
      const ended = once(server, "exit");
      server.stdin.end();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Runs a command until its input ends, which it also does when the other side is killed. SIGQUIT is immediate shutdown. */
const endsWithInput = '"$@" & read -r line; kill -QUIT $!; wait $!';

/** An order of text that is not that of the bytes, so that the tests notice where it matters. */
const locale = async (binaries: string): Promise<string[]> => {
  const { stdout } = await run(join(binaries, "initdb"), ["--version"]);
  const version = Number(/(\d+)/.exec(stdout)?.[1]);
  const icu = version >= 15 ? ["--locale-provider=icu", "--icu-locale=en"] : [];
  return ["--no-sync", "-A", "trust", "-U", "tocsin", "-E", "UTF8", "--locale=C", ...icu];
};

/** PostgreSQL refuses to run as root. */
const unprivileged = async (): Promise<{ uid: number; gid: number } | undefined> => {
  if (process.getuid?.() !== 0) return undefined;
  const users = await readFile("/etc/passwd", "utf8");
  const [, uid, gid] =
    /^postgres:[^:]*:(\d+):(\d+):/m.exec(users) ?? /^nobody:[^:]*:(\d+):(\d+):/m.exec(users) ?? [];
  return { uid: Number(uid), gid: Number(gid) };
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
};

/** PostgreSQL says in its pid file when it is ready. */
const accepting = async (data: string, server: ChildProcess): Promise<void> => {
  while (server.exitCode === null) {
    const [, , , , , , , state] = (
      await readFile(join(data, "postmaster.pid"), "utf8").catch(() => "")
    ).split("\n");
    if (state?.trim() === "ready") return;
    await setTimeout(20);
  }
  throw new Error(`postgres ended with ${server.exitCode}`);
};
