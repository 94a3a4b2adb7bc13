// What of the two APIs is built, as the page docs/coverage.md says it.
import type { Service } from "./call.ts";
import type { Operation, ServiceContract } from "./operation.ts";

const binding = (contract: ServiceContract, { name, http }: Operation): string =>
  contract.targetPrefix === undefined
    ? `${http.method} ${http.path}`
    : `X-Amz-Target: ${contract.targetPrefix}.${name}`;

const section = ({ contract, implementations }: Service): readonly string[] => {
  const operations = Object.values(contract.operations);
  const built = operations.filter((it) => implementations.has(it.name));
  return [
    `## ${contract.signingName}: ${built.length} of ${operations.length} operations`,
    "",
    "| Operation | Request | Built |",
    "| --- | --- | --- |",
    ...operations.map((operation) => {
      const answer = implementations.has(operation.name) ? "yes" : "not yet";
      return `| ${operation.name} | \`${binding(contract, operation)}\` | ${answer} |`;
    }),
    "",
  ];
};

/** The page in Markdown. Operations stand in the order of the contract. */
export const coverage = (services: readonly Service[]): string =>
  [
    "# Coverage",
    "",
    "This page is written from the contract and from what the server implements.",
    "Every operation of both APIs is declared; one that is not built yet answers `UnsupportedOperationException`.",
    "",
    ...services.flatMap(section),
  ].join("\n");
