// Times as AWS's events write them: `2026-11-23T09:00:00Z`, and `2026-11-23T09:00:00.123+0000` in alarms.
import { matching, string } from "../contract/shape.ts";

const written =
  "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:?\\d\\d)$";

export const awsTime = string({ max: 40, ...matching(written) });

/** Epoch milliseconds. @param text as the shape above has it */
export const instantOf = (text: string): number =>
  Date.parse(text.replace(/(\.\d{3})\d+/, "$1").replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
