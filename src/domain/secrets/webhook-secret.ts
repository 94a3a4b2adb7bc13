// With which secret webhooks are signed: one that was chosen, or one that follows from the secret key.
import { derive, type SecretKey } from "./secret-key.ts";

/** Its bytes (UTF-8) are the key of the HMAC. */
export const webhookSecret = (chosen: string | undefined, key: SecretKey): string =>
  chosen ?? Buffer.from(derive(key, "webhooks")).toString("hex");
