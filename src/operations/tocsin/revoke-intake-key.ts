// RevokeIntakeKey: ends a key for good. This process refuses it at once, others within seconds.
import { ApiError } from "../../contract/api-error.ts";
import { type Implementation, implement } from "../../contract/call.ts";
import { revokeIntakeKey as operation } from "../../contract/tocsin/intake-key.ts";
import { revokeIntakeKey as revoke } from "../../storage/intake-keys.ts";
import type { GivenForKeys } from "./given.ts";

export const revokeIntakeKey = ({ storage, clock }: GivenForKeys): Implementation =>
  implement({
    operation,
    resources: ({ keyId }, { account }) => [`arn:aws:tocsin::${account}:intake-key/${keyId}`],
    run: async ({ keyId }, { caller: { account } }) => {
      const known = await storage.write((tx) => revoke(tx, { account, keyId, now: clock.now() }));
      if (known) return {};
      throw new ApiError("ResourceNotFoundException", `The intake key ${keyId} does not exist.`, {
        resourceIdentifier: keyId,
      });
    },
  });
