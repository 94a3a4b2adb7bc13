// DeleteHeartbeat: nobody waits for it any more. An incident that it opened stays.
import { ApiError } from "../../contract/api-error.ts";
import { type Implementation, implement } from "../../contract/call.ts";
import { deleteHeartbeat as operation } from "../../contract/tocsin/heartbeat.ts";
import { heartbeatArn, missing } from "../../domain/alerts/heartbeat.ts";
import { removeHeartbeat } from "../../storage/heartbeats.ts";
import { cancelTimer } from "../../timers/set-timer.ts";
import type { Given } from "../given.ts";

export const deleteHeartbeat = ({ storage }: Pick<Given, "storage">): Implementation =>
  implement({
    operation,
    resources: ({ name }, { account }) => [heartbeatArn(account, name)],
    run: ({ name }, { caller: { account } }) =>
      storage.write(async (tx) => {
        const arn = heartbeatArn(account, name);
        const known = await removeHeartbeat(tx, { account, name });
        if (!known)
          throw new ApiError("ResourceNotFoundException", `The heartbeat ${name} does not exist.`, {
            resourceIdentifier: arn,
          });
        await cancelTimer(tx, missing, arn);
        return {};
      }),
  });
