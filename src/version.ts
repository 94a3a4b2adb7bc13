// Which version of Tocsin this is.
import { readFileSync } from "node:fs";

export const version = (): string => {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const { version: text } = manifest as { version: string };
  return text;
};
