// awsJson1.1: every call is `POST /`, the X-Amz-Target header names the operation, the body is the input.
import type { ServiceContract } from "../contract/operation.ts";
import { parseJsonObject } from "./json.ts";
import type { Protocol, Routed } from "./protocol.ts";
import { header } from "./request.ts";

export const awsJson = (contract: ServiceContract): Protocol => {
  const prefix = `${contract.targetPrefix ?? contract.signingName}.`;
  const routes = new Map<string, Routed>(
    Object.values(contract.operations).map((operation) => [
      `${prefix}${operation.name}`,
      { operation, labels: new Map() },
    ]),
  );
  return {
    contentType: "application/x-amz-json-1.1",
    claims: (head) => header(head, "x-amz-target")?.startsWith(prefix) === true,
    route: (head) =>
      head.method === "POST" && head.path === "/"
        ? routes.get(header(head, "x-amz-target") ?? "")
        : undefined,
    input: (_, request, nesting) => parseJsonObject(request.body, nesting),
    successStatus: () => 200,
  };
};
