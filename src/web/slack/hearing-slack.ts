// What is heard from Slack: who bound the channel, who in it speaks, and how they are answered.
import type { Caller } from "../../contract/call.ts";
import { readSlackUsers } from "../../domain/chat/slack-users.ts";
import type { Configuration } from "../../domain/notices/destination.ts";
import type { GivenForButtons } from "../../operations/chat/change-incident.ts";

export interface SlackBinding {
  /** Twelve digits. */
  readonly account: string;
  /** Of the topic. */
  readonly region: string;
  readonly config: Configuration;
}

export interface SlackSaying {
  readonly method: "chat.postMessage" | "chat.postEphemeral" | "views.open";
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ToHearSlack extends GivenForButtons {
  /** Of all accounts, the oldest first. */
  readonly slackBindings: () => Promise<readonly SlackBinding[]>;
  /** As the bot of a binding. Answers in time for Slack, which waits three seconds. */
  readonly say: (binding: SlackBinding, saying: SlackSaying) => Promise<{ readonly ok: boolean }>;
  /** Real time, by which signatures are judged. Epoch milliseconds. */
  readonly wallNow: () => number;
}

interface SlackUser {
  /** Such as `U0123`. */
  readonly id: string;
  /** What they call themselves; empty where Slack does not say. */
  readonly name: string;
}

export interface Speaker {
  readonly caller: Caller;
  readonly permission: string;
  readonly name: string;
  readonly contact: string | undefined;
}

/** People choose their names in Slack, so the id stands beside it where nobody has said who they are. */
export function speakerOf({ account, region, config }: SlackBinding, { id, name }: SlackUser): Speaker {
  const contact = readSlackUsers(config["users"] ?? "")?.get(id);
  const known = name.replaceAll(/[^\w.-]/g, "").slice(0, 30);
  const called = contact ?? (known === "" ? id : `${known}@${id}`);
  return {
    caller: {
      account,
      region,
      arn: `arn:aws:sts::${account}:assumed-role/TocsinChat/${called}`,
      accessKeyId: "SLACK",
    },
    permission: config["permission"] ?? "resolver",
    name: called,
    contact,
  };
}
