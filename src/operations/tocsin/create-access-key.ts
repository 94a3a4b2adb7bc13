// CreateAccessKey: makes a key for a user and tells its secret, which nobody can read again.
import { ApiError } from "../../contract/api-error.ts";
import { type Implementation, implement } from "../../contract/call.ts";
import { createAccessKey as operation, type PolicyChoice } from "../../contract/tocsin/access-key.ts";
import { newKeyPair } from "../../domain/access/key-pair.ts";
import { readPolicy } from "../../domain/access/policy-document.ts";
import { addAccessKey, arnOf, placeOf } from "../../storage/access-keys.ts";
import { described } from "./described.ts";
import type { GivenForKeys } from "./given.ts";

export const createAccessKey = ({ storage, clock, sealer }: GivenForKeys): Implementation =>
  implement({
    operation,
    resources: ({ userName }, { account }) => [arnOf({ account, kind: "user", userName })],
    run: async ({ userName, policy: choice }, { caller: { account } }) => {
      const policy = policyOf(choice);
      const { accessKeyId, secretAccessKey } = newKeyPair();
      const key = { accessKeyId, account, kind: "user", userName, policy, created: clock.now() } as const;
      const sealed = sealer.seal(placeOf(accessKeyId), secretAccessKey);
      await storage.write((tx) => addAccessKey(tx, { ...key, sealed }));
      return { accessKey: { ...described(key), secretAccessKey } };
    },
  });

/** @throws ValidationException naming everything that is wrong with a document */
function policyOf({ readyMade, document }: PolicyChoice): string {
  if (readyMade !== undefined) return readyMade;
  const reading = readPolicy(document);
  if ("policy" in reading) return document;
  throw new ApiError("ValidationException", `Invalid policy document: ${reading.mistakes.join("; ")}.`);
}
