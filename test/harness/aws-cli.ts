// The AWS CLI, pointed at a server by its environment alone.
import { isInstalled, run } from "./command.ts";

export const awsCliIsInstalled = isInstalled("aws", "--version");
if (!awsCliIsInstalled) console.log("skipped: the AWS CLI is not installed");

/** Words are separated by spaces; `rest` are those that contain some. @throws with what it says when it fails */
export type AwsCli = (words: string, ...rest: string[]) => Promise<Record<string, unknown>>;

export const awsCli =
  (env: Readonly<Record<string, string>>): AwsCli =>
  async (words, ...rest) => {
    const args = [...words.split(" "), ...rest, "--output", "json"];
    const { code, stdout, stderr } = await run("aws", args, { env });
    if (code !== 0) throw new Error(stderr.trim());
    return stdout === "" ? {} : (JSON.parse(stdout) as Record<string, unknown>);
  };
