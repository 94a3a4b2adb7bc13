// One thing that is wrong with what a caller gave, beyond what the shapes can say.

export interface Fault {
  /** Where, as in AWS's own reports: `plan.stages.1.member`, list members counted from 1. */
  readonly name: string;
  /** A sentence without its full stop, which says where by itself. */
  readonly message: string;
}
