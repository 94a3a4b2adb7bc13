// Runs another program to its end, and says whether one is there to be run.
import { spawn, spawnSync } from "node:child_process";

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Run {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string;
  /** Killed after this long. */
  readonly milliseconds?: number;
}

export const isInstalled = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: "ignore", timeout: 30_000 }).status === 0;

/** The command's environment is this process's, with `env` on top, without any AWS or Tocsin setting of this process. */
export function run(command: string, args: readonly string[], options: Run = {}): Promise<Outcome> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS|TOCSIN)_/.test(name));
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...Object.fromEntries(inherited), ...options.env },
    timeout: options.milliseconds ?? 60_000,
    killSignal: "SIGKILL",
  });
  const texts = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (texts.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (texts.stderr += text));
  // A program that reads nothing may be gone before it is given something.
  child.stdin.on("error", () => undefined).end(options.input);
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (code) => done({ code, ...texts }));
  });
}
