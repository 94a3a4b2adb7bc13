// The ports of the paging machine, filled with the real storage and the real timers.
import type { PagingPorts } from "../../domain/engagement/store.ts";
import type { Transaction } from "../../storage/storage.ts";
import { cancelTimer, setTimer } from "../../timers/set-timer.ts";
import type { Given } from "../given.ts";
import { engagementStore } from "./engagement-store.ts";

export const pagingPorts = ({ newId }: Pick<Given, "newId">): PagingPorts<Transaction> => ({
  store: engagementStore(newId),
  timers: { set: setTimer, cancel: cancelTimer },
});
