// To whom alerts are mailed: `<intake key>@…`, or `<response plan>+<intake key>@…` for people to read.
import { type IntakeKey, readIntakeKey } from "../domain/alerts/intake-key.ts";

export interface Recipient {
  readonly key: IntakeKey;
  readonly planName: string | undefined;
}

/** Undefined for every other address. @param domain if there is one, mail for others is not ours */
export function readRecipient(address: string, domain?: string): Recipient | undefined {
  const at = address.lastIndexOf("@");
  if (domain !== undefined && address.slice(at + 1).toLowerCase() !== domain.toLowerCase()) return undefined;
  const local = at < 0 ? address : address.slice(0, at);
  const plus = local.lastIndexOf("+");
  const key = readIntakeKey(local.slice(plus + 1).toLowerCase());
  return key && { key, planName: plus < 0 ? undefined : local.slice(0, plus) };
}
