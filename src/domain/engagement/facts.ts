// What a look at an engagement needs to know of the world as it is at that moment.
import type { Person } from "./plan.ts";

export interface Facts {
  /** The channels that can be paged now, of everybody in the engagement and everybody on call: there, and activated. */
  readonly channels: ReadonlySet<string>;
  /** The contacts of the plan that are no longer there. */
  readonly deleted: ReadonlySet<string>;
  /** Who is on call now, by the ARN of each schedule of the plan: over all its rotations, each person once, with their plan. */
  readonly onCall: ReadonlyMap<string, readonly Person[]>;
  /** The contacts of this engagement who have a page that is neither sent nor given up. */
  readonly unsent: ReadonlySet<string>;
}
