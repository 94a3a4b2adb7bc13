// PutSecret: keeps a secret that response plans name, sealed; replaces the one of the same name.
import { ApiError } from "../../contract/api-error.ts";
import { type Implementation, implement } from "../../contract/call.ts";
import { putSecret as operation } from "../../contract/tocsin/secret.ts";
import { readPagerDutySecret } from "../../domain/secrets/pager-duty-secret.ts";
import { placeOfSecret, putSecret as put } from "../../storage/secrets.ts";
import type { GivenForKeys } from "./given.ts";
import { secretArn } from "./secret-arn.ts";

export const putSecret = ({ storage, clock, sealer }: GivenForKeys): Implementation =>
  implement({
    operation,
    resources: ({ name }, { account }) => [secretArn(account, name)],
    run: async ({ name, secretString }, { caller: { account } }) => {
      const reading = readPagerDutySecret(secretString);
      if ("faults" in reading)
        throw new ApiError("ValidationException", `Invalid secret: ${reading.faults.join("; ")}.`);
      const key = { account, name };
      const sealed = sealer.seal(placeOfSecret(key), secretString);
      await storage.write((tx) => put(tx, key, { sealed, now: clock.now() }));
      return { name };
    },
  });
