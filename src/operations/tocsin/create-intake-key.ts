// CreateIntakeKey: makes a key with which alerts can be sent to a response plan, and tells it, once.
import { ApiError } from "../../contract/api-error.ts";
import { type Implementation, implement } from "../../contract/call.ts";
import { createIntakeKey as operation } from "../../contract/tocsin/intake-key.ts";
import { hashOf, newIntakeKey } from "../../domain/alerts/intake-key.ts";
import { addIntakeKey, placeOf } from "../../storage/intake-keys.ts";
import { lockResponsePlan } from "../../storage/response-plans.ts";
import type { GivenForKeys } from "./given.ts";
import { shownIntakeKey } from "./shown-intake-key.ts";

export const createIntakeKey = ({ storage, clock, sealer }: GivenForKeys): Implementation =>
  implement({
    operation,
    resources: ({ responsePlanName }, { account }) => [
      `arn:aws:ssm-incidents::${account}:response-plan/${responsePlanName}`,
    ],
    run: async ({ responsePlanName: planName, sources, signingSecret }, { caller: { account } }) => {
      const key = newIntakeKey();
      const { keyId, text } = key;
      const record = {
        keyId,
        account,
        planName,
        hash: hashOf(key),
        created: clock.now(),
        ...(sources !== undefined && { sources }),
        ...(signingSecret !== undefined && {
          sealedSigningSecret: sealer.seal(placeOf(keyId), signingSecret),
        }),
      };
      await storage.write(async (tx) => {
        if ((await lockResponsePlan(tx, { account, name: planName })) === undefined) throw unknown(planName);
        await addIntakeKey(tx, record);
      });
      return { intakeKey: { ...shownIntakeKey(record), key: text } };
    },
  });

const unknown = (planName: string): ApiError =>
  new ApiError("ResourceNotFoundException", `The response plan ${planName} does not exist.`, {
    resourceIdentifier: planName,
  });
