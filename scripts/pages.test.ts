// The written pages say what the code says.
import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { pages } from "./pages.ts";

it.each(Object.entries(pages()))("%s is as `npm run docs` writes it", async (path, text) => {
  expect(await readFile(new URL(`../${path}`, import.meta.url), "utf8")).toBe(text);
});
