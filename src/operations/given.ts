// What every operation is given to work with.
import type { Clock } from "../clock.ts";
import type { PageTokens } from "../domain/page-token.ts";
import type { Storage } from "../storage/storage.ts";

export interface Given {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly pageTokens: PageTokens;
  /** A UUID that sorts by the time of its making. */
  readonly newId: () => string;
  /** How long replication sets stay CREATING, UPDATING or DELETING; 0 = not at all. */
  readonly replicationDelaySeconds: number;
}
