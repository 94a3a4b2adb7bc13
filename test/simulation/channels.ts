// The far side of the network: channels with moods, that send, fail, hang and lie.
import type { Message, Send, Sent } from "../../src/domain/engagement/sending.ts";
import type { Fault, Point } from "./faults.ts";
import { never } from "./never.ts";
import type { Random } from "./random.ts";
import type { ChannelHabit, Scenario } from "./scenario.ts";
import type { Owner, Scheduler } from "./scheduler.ts";
import type { Event } from "./trace.ts";

export interface Channels {
  /** The sends that were given up while they waited for an answer. */
  abandoned(): number;
  sendOf(node: Sender): Send;
}

interface Sender {
  readonly owner: Owner;
  readonly meet: (point: Point) => Fault | undefined;
}

interface ChannelParts {
  readonly scenario: Scenario;
  readonly scheduler: Scheduler;
  readonly draw: Random;
  readonly trace: Event[];
  /** A message arrived: its person may do something about it. */
  readonly arrived: (message: Message) => void;
}

type Hears = Extract<Event, { what: "send" }>["hears"];

/** What the engine hears, and whether the message arrives in truth. `hangs`: it hears nothing. */
interface Mood {
  readonly hears: Hears;
  readonly arrives: boolean;
  readonly hangs?: boolean;
}

export function channels({ scenario, scheduler, draw, trace, arrived }: ChannelParts): Channels {
  let abandoned = 0;

  const moodOf = (habit: ChannelHabit): Mood => {
    if (draw.chance(habit.hanging)) return { hears: "uncertain", arrives: draw.chance(0.5), hangs: true };
    if (draw.chance(habit.throwing)) return { hears: "uncertain", arrives: draw.chance(0.5) };
    if (draw.chance(habit.permanent)) return { hears: "permanent", arrives: false };
    const fails = scheduler.now() < habit.brokenUntil || draw.chance(habit.failing);
    return fails ? { hears: "failed", arrives: false } : { hears: "sent", arrives: true };
  };

  const call = ({ owner }: Sender, message: Message, signal: AbortSignal): Promise<Sent> => {
    const habit = scenario.channels.get(message.to.address);
    if (habit === undefined) throw new TypeError(`a message to nobody: ${message.to.address}`);
    const mood = moodOf(habit);
    const { page, key } = message;
    trace.push({ what: "send", at: scheduler.now(), page, key, arrives: mood.arrives, hears: mood.hears });
    if (mood.arrives) arrived(message);
    return new Promise((resolve, reject) => {
      const answer = (): boolean => {
        if (mood.hears === "uncertain") reject(new Error("connection reset"));
        else resolve(answers[mood.hears]);
        return true;
      };
      const time = scheduler.now() + draw.between(0, habit.slow);
      const forget = mood.hangs === true ? undefined : scheduler.at(time, { of: owner, go: answer });
      const isDeaf = mood.hangs === true && draw.chance(0.5);
      signal.addEventListener("abort", () => {
        if (isDeaf) return;
        abandoned += 1;
        forget?.();
        reject(new Error("aborted"));
      });
    });
  };

  return {
    abandoned: () => abandoned,
    sendOf: (sender) => async (message, signal) => {
      if (sender.meet("send") === "kill") return never();
      const answer = call(sender, message, signal);
      if (sender.meet("sent") === "kill") return never();
      scheduler.endTurn();
      return answer;
    },
  };
}

const answers: Record<Exclude<Hears, "uncertain">, Sent> = {
  sent: { outcome: "sent", said: "taken" },
  failed: { outcome: "failed", said: "the provider is busy" },
  permanent: { outcome: "failed", said: "no such number", permanent: true },
};
