// The events that people may change and delete: those that people wrote. What the service told stays told.
import { type TimelineEvent, isWrittenByPeople } from "../../domain/timeline.ts";
import { lockEvent } from "../../storage/timeline-events.ts";
import type { Transaction } from "../../storage/storage.ts";
import { validation } from "./errors.ts";

/**
 * Holds the event until the end of the transaction. Undefined when it is not there.
 * @throws ValidationException for one of the service's own
 */
export async function lockWrittenEvent(
  tx: Transaction,
  key: { readonly incidentArn: string; readonly id: string },
): Promise<TimelineEvent | undefined> {
  const event = await lockEvent(tx, key);
  if (event !== undefined && !isWrittenByPeople(event))
    throw validation(
      `The timeline event ${key.id} is of type ${event.type}: only custom events and notes can be changed or deleted.`,
    );
  return event;
}
