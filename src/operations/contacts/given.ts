// What the operations of ssm-contacts are given to work with.
import type { ActivationCodes } from "../../domain/contacts/activation-codes.ts";
import type { Given } from "../given.ts";

export interface GivenForContacts extends Given {
  readonly activationCodes: ActivationCodes;
  /** Beside addresses of their type, channels may have those of these schemes: `https`, `ntfy`. In small letters. */
  readonly webhookSchemes: readonly string[];
  /** Tells whoever runs Tocsin, in one sentence, with facts for machines. */
  readonly warn: (facts: Readonly<Record<string, unknown>>, text: string) => void;
}
