// RevokeAccessKey: ends a key for good. This process refuses it at once, others within seconds.
import { ApiError } from "../../contract/api-error.ts";
import { type Implementation, implement } from "../../contract/call.ts";
import { revokeAccessKey as operation } from "../../contract/tocsin/access-key.ts";
import { revokeAccessKey as revoke } from "../../storage/access-keys.ts";
import type { GivenForKeys } from "./given.ts";

export const revokeAccessKey = ({ storage, clock }: GivenForKeys): Implementation =>
  implement({
    operation,
    resources: ({ accessKeyId }, { account }) => [`arn:aws:tocsin::${account}:access-key/${accessKeyId}`],
    run: async ({ accessKeyId }, { caller: { account } }) => {
      const known = await storage.write((tx) => revoke(tx, { account, accessKeyId, now: clock.now() }));
      if (known) return {};
      throw new ApiError("ResourceNotFoundException", `The access key ${accessKeyId} does not exist.`, {
        resourceIdentifier: accessKeyId,
      });
    },
  });
