// People being paged on a storage: the real workers on the real timers, and channels that write down what they were given.
import { systemClock } from "../../src/clock.ts";
import type { Message, Send, Sent } from "../../src/domain/engagement/sending.ts";
import { pagingPorts } from "../../src/operations/paging/ports.ts";
import { advanceTo } from "../../src/timers/manual-time.ts";
import { TimerRunner } from "../../src/timers/runner.ts";
import { randomCode } from "../../src/workers/advance-engagement.ts";
import { pagingKinds } from "../../src/workers/paging-kinds.ts";
import type { Calls } from "./calls.ts";
import { silent } from "./engines.ts";

export interface Paging extends AsyncDisposable {
  /** Everything that was handed to the channels, in order. */
  readonly messages: readonly Message[];
  /** Moves the clock on by an ISO 8601 duration such as `PT5M`, doing what comes due on the way. */
  readonly advance: (duration: string) => Promise<void>;
  /** Does what is due now. */
  readonly settle: () => Promise<void>;
}

/** How a channel answers; all messages arrive, unless said otherwise. */
export type Answer = (message: Message) => Sent | Promise<Sent>;

export async function startPaging(
  { given, clock }: Pick<Calls, "given" | "clock">,
  answer: Answer = () => ({ outcome: "sent", said: "SM6656c1" }),
): Promise<Paging> {
  const { storage } = given;
  const messages: Message[] = [];
  const send: Send = async (message) => {
    messages.push(message);
    return answer(message);
  };
  const wall = systemClock();
  const kinds = pagingKinds({ ...pagingPorts(given), clock, wall, send, newCode: randomCode });
  const runner = new TimerRunner({
    storage,
    clock,
    wall,
    kinds,
    log: silent,
    random: () => 0.5,
  });
  await runner.start();
  const advance = (duration: string): Promise<void> =>
    advanceTo(
      { clock, storage, runner },
      clock.now() + Temporal.Duration.from(duration).total("milliseconds"),
    );
  return {
    messages,
    advance,
    settle: () => advance("PT0S"),
    [Symbol.asyncDispose]: () => runner.stop(0),
  };
}
