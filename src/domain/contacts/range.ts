// The range of time for which a list is asked.
import type { Span } from "../shifts/rotation.ts";
import type { Fault } from "./fault.ts";

export const rangeFaults = ({ start, end }: Span): readonly Fault[] =>
  start < end ? [] : [{ name: "endTime", message: "EndTime must be after StartTime" }];
