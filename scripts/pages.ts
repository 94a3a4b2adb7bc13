// The pages of docs/ that follow from the code, so that they are never behind it.
import { settings } from "../src/settings.ts";
import { coverage } from "../src/contract/coverage.ts";
import { servicesOf } from "../src/services.ts";

/** Which operations are built is asked of the real list; nothing is run. */
const nothing = {} as Parameters<typeof servicesOf>[0];

const configuration = (): string => `# Configuration

Settings come from the environment. A mistake in any of them is told at start, all together, and nothing is started. This page is
written by \`npm run docs\` from \`src/settings.ts\`.

| setting | default | expected | meaning |
| --- | --- | --- | --- |
${Object.entries(settings)
  .map(
    ([name, it]) =>
      `| \`${name}\` | ${it.default === undefined ? "" : `\`${it.default}\``} | ${it.expected} | ${it.about} |`,
  )
  .join("\n")}

\`sqlite::memory:\` as \`TOCSIN_DATABASE_URL\` keeps nothing at all.
`;

/** By path from the project's root. */
export const pages = (): Readonly<Record<string, string>> => ({
  "docs/configuration.md": configuration(),
  "docs/coverage.md": coverage(servicesOf(nothing)),
});
