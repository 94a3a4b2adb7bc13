// `npm run docs`: writes the pages that follow from the code.
import { writeFile } from "node:fs/promises";
import { pages } from "./pages.ts";

for (const [path, text] of Object.entries(pages()))
  await writeFile(new URL(`../${path}`, import.meta.url), text);
