// `sts:GetCallerIdentity` in the AWS query protocol, because the AWS CLI and Terraform ask who they are before anything else.
import { ApiError } from "../contract/api-error.ts";
import { admit } from "./api.ts";
import type { Surroundings } from "./api.ts";
import type { Signer } from "./authenticate.ts";
import { retryAfter } from "./api-refusal.ts";
import { unknownOperation } from "./errors.ts";
import type { Face } from "./face.ts";
import { parseQuery, valueOf } from "./query.ts";
import type { Parameter } from "./query.ts";
import { refusalOf } from "./refusal.ts";
import type { Reply } from "./reply.ts";
import { header } from "./request.ts";
import type { Head, WireRequest } from "./request.ts";

const namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

/** The query protocol's names for errors that the JSON protocols call otherwise, and their statuses where these differ too. */
const queryNames: ReadonlyMap<string, string> = new Map([
  ["InternalServerException", "InternalFailure"],
  ["InvalidSignatureException", "SignatureDoesNotMatch"],
  ["UnknownOperationException", "InvalidAction"],
  ["UnrecognizedClientException", "InvalidClientTokenId"],
]);

const statuses: ReadonlyMap<string, number> = new Map([
  ["InternalServerException", 500],
  ["ThrottlingException", 400],
  ["UnknownOperationException", 400],
]);

const statusOf = (name: string): number | undefined => statuses.get(name);

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Characters that XML cannot hold in any way become question marks. */
const xmlText = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "?")
    .replaceAll(/[&<>"]/g, (character) => escapes[character] ?? "");

/** As STS does: the account for its root, the unique id for a user. */
const userIdOf = ({ credential }: Signer): string =>
  credential.userId ?? (credential.arn.endsWith(":root") ? credential.account : credential.accessKeyId);

const identity = (signer: Signer, requestId: string): string =>
  `<GetCallerIdentityResponse xmlns="${namespace}">
  <GetCallerIdentityResult>
    <Arn>${xmlText(signer.credential.arn)}</Arn>
    <UserId>${xmlText(userIdOf(signer))}</UserId>
    <Account>${xmlText(signer.credential.account)}</Account>
  </GetCallerIdentityResult>
  <ResponseMetadata>
    <RequestId>${requestId}</RequestId>
  </ResponseMetadata>
</GetCallerIdentityResponse>
`;

const failure = (status: number, { name, message }: ApiError, requestId: string): string =>
  `<ErrorResponse xmlns="${namespace}">
  <Error>
    <Type>${status < 500 ? "Sender" : "Receiver"}</Type>
    <Code>${queryNames.get(name) ?? name.replace(/Exception$/, "")}</Code>
    <Message>${xmlText(message)}</Message>
  </Error>
  <RequestId>${requestId}</RequestId>
</ErrorResponse>
`;

/** Presigned by some clients, even a POST has its parameters in the query. */
const parametersOf = (request: WireRequest): readonly Parameter[] =>
  request.method === "POST"
    ? [...request.query, ...parseQuery(request.body.toString("latin1"))]
    : request.query;

const checkAction = (parameters: readonly Parameter[], trace: { operation: string }): void => {
  const action = (valueOf(parameters, "Action") ?? "").slice(0, 128);
  const version = (valueOf(parameters, "Version") ?? "NO_VERSION_SPECIFIED").slice(0, 32);
  if (action !== "GetCallerIdentity")
    throw new ApiError(unknownOperation().name, `Could not find operation ${action} for version ${version}`);
  trace.operation = action;
};

/** Whether an unsigned request looks like the query protocol. */
export const isQueryProtocol = (head: Head): boolean =>
  head.path === "/" &&
  (/(?:^|&)Action=/.test(head.rawQuery) ||
    (head.method === "POST" &&
      header(head, "content-type")?.startsWith("application/x-www-form-urlencoded") === true));

/** GetCallerIdentity needs no permission, as in AWS. */
export const sts = ({ authenticate, throttle, log }: Surroundings): Face => ({
  answer: async (request, trace): Promise<Reply> => {
    trace.service = "sts";
    const signer = await authenticate(request, "sts");
    trace.accessKeyId = signer.credential.accessKeyId;
    admit(throttle, signer, "sts");
    checkAction(parametersOf(request), trace);
    return { status: 200, headers: { "Content-Type": "text/xml" }, body: identity(signer, request.id) };
  },
  refuse: (thrown, { requestId, operation }) => {
    const { status, error } = refusalOf(thrown, {
      requestId,
      operation,
      log,
      modelled: statusOf,
      elsewhere: statusOf,
    });
    return {
      status,
      headers: { "Content-Type": "text/xml", "x-amzn-ErrorType": error.name, ...retryAfter(error) },
      body: failure(status, error, requestId),
    };
  },
});
