// Which topics an incident or a plan names: those of its chat channel, and its notification targets.
import type { ChatChannel, NotificationTargets } from "../../contract/incidents/notification.ts";

interface Naming {
  readonly chatChannel?: ChatChannel | undefined;
  readonly notificationTargets?: NotificationTargets | undefined;
}

/** Each once. */
export const topicsOf = ({ chatChannel, notificationTargets = [] }: Naming): string[] => [
  ...new Set([
    ...notificationTargets.flatMap(({ snsTopicArn }) => snsTopicArn ?? []),
    ...(chatChannel?.chatbotSns ?? []),
  ]),
];
