// PutHeartbeat: makes a heartbeat, or changes what is waited for.
import { ApiError } from "../../contract/api-error.ts";
import { type Implementation, implement } from "../../contract/call.ts";
import type { InputOf } from "../../contract/operation.ts";
import { putHeartbeat as operation } from "../../contract/tocsin/heartbeat.ts";
import { type Draft, heartbeatArn, newHeartbeat, redrafted } from "../../domain/alerts/heartbeat.ts";
import { responsePlanArn } from "../../domain/arn.ts";
import { type HeartbeatKey, lockHeartbeat } from "../../storage/heartbeats.ts";
import { findResponsePlan } from "../../storage/response-plans.ts";
import type { Transaction } from "../../storage/storage.ts";
import { keepHeartbeat } from "../alerts/keep-heartbeat.ts";
import type { Given } from "../given.ts";
import { shownHeartbeat } from "./shown-heartbeat.ts";

export const putHeartbeat = ({ storage, clock }: Pick<Given, "storage" | "clock">): Implementation =>
  implement({
    operation,
    resources: ({ name }, { account }) => [heartbeatArn(account, name)],
    run: (input, { caller: { account } }) =>
      storage.write(async (tx) => {
        const now = clock.now();
        await requirePlan(tx, { account, name: input.responsePlanName });
        const heartbeat = await putIn(tx, { account, input, now });
        await keepHeartbeat(tx, heartbeat, now);
        return { heartbeat: shownHeartbeat(heartbeat, now) };
      }),
  });

interface Put {
  readonly account: string;
  readonly input: InputOf<typeof operation>;
  readonly now: number;
}

async function putIn(tx: Transaction, { account, input, now }: Put) {
  const { name } = input;
  const draft = draftOf(input);
  const known = await lockHeartbeat(tx, { account, name });
  if (known === undefined) return newHeartbeat(account, { ...draft, name, now });
  if (known.told !== "RESOLVED" && known.planName !== draft.planName)
    throw new ApiError(
      "ValidationException",
      `The heartbeat ${name} is missed, and has an alert in ${known.planName}: it can change its response plan when it has been heard from.`,
    );
  return redrafted(known, draft, now);
}

const draftOf = (input: InputOf<typeof operation>): Draft => ({
  planName: input.responsePlanName,
  period: input.periodSeconds * 1000,
  grace: input.graceSeconds * 1000,
  paused: input.paused ?? false,
});

async function requirePlan(tx: Transaction, key: HeartbeatKey): Promise<void> {
  if ((await findResponsePlan(tx, key)) !== undefined) return;
  throw new ApiError("ResourceNotFoundException", `The response plan ${key.name} does not exist.`, {
    resourceIdentifier: responsePlanArn(key.account, key.name),
  });
}
