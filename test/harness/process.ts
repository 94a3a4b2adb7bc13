// A server in a process of its own, as a user starts it, that a test may kill.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { rootKey } from "./server.ts";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

export interface ServerProcess extends AsyncDisposable {
  readonly pid: number;
  readonly url: string;
  /** All that it printed so far. */
  readonly output: () => string;
  /** `kill -9`, or another signal; returns when the process is gone. @returns its exit code, null after SIGKILL */
  kill(signal?: NodeJS.Signals): Promise<number | null>;
}

interface Start {
  readonly env: Readonly<Record<string, string>>;
  /** A program that runs it, such as `strace` with its arguments. */
  readonly under?: readonly string[];
}

/** Resolves when the server says that it listens. @throws with its output when it ends before */
export async function serverProcess({ env, under = [] }: Start): Promise<ServerProcess> {
  const command = [...under, process.execPath, main, "serve"];
  const child = spawn(command[0] ?? "", command.slice(1), {
    env: {
      PATH: process.env["PATH"],
      TOCSIN_PORT: "0",
      TOCSIN_LOG_LEVEL: "warn",
      TOCSIN_ROOT_ACCESS_KEY_ID: rootKey.accessKeyId,
      TOCSIN_ROOT_SECRET_ACCESS_KEY: rootKey.secretAccessKey,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
  const url = await listening(child, () => output);
  const kill = async (signal: NodeJS.Signals = "SIGKILL"): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await once(child, "exit");
    }
    return child.exitCode;
  };
  return {
    pid: child.pid ?? 0,
    url,
    output: () => output,
    kill,
    [Symbol.asyncDispose]: async () => void (await kill()),
  };
}

const listening = (child: ChildProcess, output: () => string): Promise<string> =>
  new Promise((found, failed) => {
    const look = (): void => {
      const [, url] = /listens on (http:\/\/\S+)/.exec(output()) ?? [];
      if (url !== undefined) found(url);
    };
    child.stdout?.on("data", look);
    child.on("error", failed);
    child.on("exit", (code, signal) => failed(new Error(`ended with ${code ?? signal}: ${output()}`)));
  });
