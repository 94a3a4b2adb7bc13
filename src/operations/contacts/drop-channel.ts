// A channel goes, and a code that is on its way there does not go out any more.
import { sendingCode } from "../../domain/contacts/activation.ts";
import { removeChannel } from "../../storage/contact-channels.ts";
import type { Transaction } from "../../storage/storage.ts";
import { cancelTimer } from "../../timers/set-timer.ts";

export async function dropChannel(tx: Transaction, arn: string): Promise<void> {
  await cancelTimer(tx, sendingCode, arn);
  await removeChannel(tx, arn);
}
