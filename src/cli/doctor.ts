// `tocsin doctor`: who could not be woken tonight, and why.
import { encode } from "../contract/encode.ts";
import { checkReachability } from "../contract/tocsin/reachability.ts";
import { checkupText } from "./checkup.ts";
import { callServer } from "./client.ts";

interface Asked {
  readonly endpoint: string | undefined;
  readonly json?: boolean | undefined;
}

/** The process fails when anything is wrong, so that a monitor can ask. @throws {CommandFailed} */
export async function checkUp({ endpoint, json }: Asked): Promise<void> {
  const checkup = await callServer(checkReachability, {}, endpoint);
  const shown =
    json === true
      ? JSON.stringify(encode(checkReachability.output, checkup), undefined, 2)
      : checkupText(checkup);
  console.log(shown);
  if (!checkup.isWell) process.exitCode = 1;
}
