// DeleteSecret: forgets a secret for good. Plans may go on naming it.
import { ApiError } from "../../contract/api-error.ts";
import { type Implementation, implement } from "../../contract/call.ts";
import { deleteSecret as operation } from "../../contract/tocsin/secret.ts";
import { removeSecret } from "../../storage/secrets.ts";
import type { GivenForKeys } from "./given.ts";
import { secretArn } from "./secret-arn.ts";

export const deleteSecret = ({ storage }: GivenForKeys): Implementation =>
  implement({
    operation,
    resources: ({ name }, { account }) => [secretArn(account, name)],
    run: async ({ name }, { caller: { account } }) => {
      if (await storage.write((tx) => removeSecret(tx, { account, name }))) return {};
      throw new ApiError("ResourceNotFoundException", `The secret ${name} does not exist.`, {
        resourceIdentifier: name,
      });
    },
  });
