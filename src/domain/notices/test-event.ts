// What is sent to see whether notices arrive.
import { testNotification } from "./event.ts";
import { type LoggedEvent, ourOwn } from "./logged-event.ts";

interface Test {
  readonly id: string;
  readonly account: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly topics: readonly string[];
  /** The ARN of the response plan that names the topics; absent when somebody asked for the test. */
  readonly responsePlan?: string;
}

export const testEvent = ({ id, account, time, topics, responsePlan }: Test): LoggedEvent => ({
  id,
  account,
  subject: id,
  type: testNotification,
  source: ourOwn,
  time,
  resources: responsePlan === undefined ? topics : [responsePlan],
  detail: {
    message:
      responsePlan === undefined
        ? "This is a test. What happens to incidents will be told here."
        : "A response plan now tells what happens to its incidents here.",
    topics,
    ...(responsePlan !== undefined && { responsePlanArn: responsePlan }),
  },
});
