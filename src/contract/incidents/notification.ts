// Where an incident is told of: chat channels and SNS topics.
import { type Infer, list, string, structure, union } from "../shape.ts";
import { arn } from "./vocabulary.ts";

/** `empty` removes the channel that was there. */
export const chatChannel = union("ChatChannel", {
  empty: structure("EmptyChatChannel", {}),
  chatbotSns: list(string({ max: 1000 }), { min: 1, max: 5 }),
});
export type ChatChannel = Infer<typeof chatChannel>;

export const notificationTargets = list(union("NotificationTargetItem", { snsTopicArn: arn }), { max: 10 });
export type NotificationTargets = Infer<typeof notificationTargets>;
