// A CloudWatch alarm that has changed its state, however it was told.
import type { Metric } from "./involved-resources.ts";

/** One line of what an alarm watches: a metric, or an expression over others. */
export interface Query {
  readonly id?: string | undefined;
  readonly expression?: string | undefined;
  readonly label?: string | undefined;
  /** Whose metric it is, where it is another account's. */
  readonly accountId?: string | undefined;
  readonly metricStat?:
    | {
        readonly metric: Metric;
        /** Seconds. */
        readonly period?: number | undefined;
        readonly stat?: string | undefined;
        readonly unit?: string | undefined;
      }
    | undefined;
  readonly returnData?: boolean | undefined;
}

export type AlarmState = "ALARM" | "OK" | "INSUFFICIENT_DATA";

export interface Alarm {
  readonly arn: string;
  readonly name: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  readonly state: AlarmState;
  readonly previousState?: string | undefined;
  /** A composite alarm whose actions another alarm, or a waiting period, holds back at the moment. */
  readonly suppressed: boolean;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly reason?: string | undefined;
  readonly description?: string | undefined;
  /** None for a composite alarm. */
  readonly queries: readonly Query[];
  /** The event that EventBridge has for it. */
  readonly event: unknown;
}
