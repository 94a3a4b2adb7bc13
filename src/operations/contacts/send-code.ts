// Sends a new activation code to a channel: what goes out is as sure as what is kept, since a timer carries it.
import { type Activation, sendingCode, type CodeToSend, withCode } from "../../domain/contacts/activation.ts";
import type { KeptChannel } from "../../domain/contacts/channel.ts";
import type { Transaction } from "../../storage/storage.ts";
import { setTimer } from "../../timers/set-timer.ts";
import type { GivenForContacts } from "./given.ts";

type Needed = Pick<GivenForContacts, "activationCodes" | "clock">;

/** @returns what is to be kept of it; undefined, when too many codes went there within the hour and none was sent */
export async function sendCode(
  { activationCodes, clock }: Needed,
  tx: Transaction,
  { channel: { arn }, activation }: KeptChannel,
): Promise<Activation | undefined> {
  const code = activationCodes.next();
  const now = clock.now();
  const next = withCode(activation, { digest: activationCodes.digest(arn, code), now });
  if (next === undefined) return undefined;
  const payload: CodeToSend = { channel: arn, code };
  await setTimer(tx, { kind: sendingCode, key: arn, due: now, payload });
  return next;
}
