// What happened in one schedule, in the order in which it was committed: the only thing by which the engine is judged.
import type { Ended } from "../../src/domain/engagement/engagement.ts";
import type { PlannedContact } from "../../src/domain/engagement/freeze.ts";
import type { Page } from "../../src/domain/engagement/page.ts";

export type Event =
  /** The world changed: see `World`. */
  | { readonly what: "edit"; readonly at: number; readonly apply: (world: WorldView) => void }
  | {
      readonly what: "start";
      readonly at: number;
      readonly engagement: string;
      readonly contact: string;
      readonly rounds: number | undefined;
    }
  | {
      readonly what: "look";
      readonly at: number;
      readonly engagement: string;
      readonly pages: readonly Page[];
      /** Filled in by what the look came to. */
      readonly ended: Ended["why"] | undefined;
      /** How often the world had changed when it was looked at. */
      readonly edits: number;
    }
  /** Somebody stopped it. */
  | { readonly what: "end"; readonly at: number; readonly engagement: string; readonly why: Ended["why"] }
  | { readonly what: "answer"; readonly at: number; readonly engagement: string; readonly contact: string }
  /** An attempt was marked, to be sent next. */
  | { readonly what: "mark"; readonly at: number; readonly page: string }
  /** A message was given to the channel; it arrived if the channel says so, whatever the engine hears of it. */
  | {
      readonly what: "send";
      readonly at: number;
      readonly page: string;
      readonly key: string;
      readonly arrives: boolean;
      readonly hears: "sent" | "failed" | "permanent" | "uncertain";
    }
  | { readonly what: "settle"; readonly at: number; readonly page: Page }
  | { readonly what: "receipt"; readonly at: number; readonly page: string; readonly type: string }
  /** Something broke; what it disturbs may come late until the given time. */
  | {
      readonly what: "fault";
      readonly at: number;
      readonly kind: string;
      readonly until: number;
      /** The timers that were being run, by key. */
      readonly keys: readonly string[];
    };

/** What the engine may know of the world at one moment. */
export interface WorldView {
  readonly contacts: Map<string, PlannedContact>;
  readonly activated: Set<string>;
  readonly deleted: Set<string>;
  readonly rota: Map<string, readonly Duty[]>;
}

/** From then on (epoch milliseconds) these contacts are on call. */
export interface Duty {
  readonly from: number;
  readonly contacts: readonly string[];
}
