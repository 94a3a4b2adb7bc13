// `tocsin webhooks secret`: what receivers of webhooks need to know these for Tocsin's.
import { webhookSecret } from "../domain/secrets/webhook-secret.ts";
import { findSecretKey } from "../storage/secret-key-file.ts";
import { CommandFailed, settings } from "./settings.ts";

/** @throws {CommandFailed} */
export async function showWebhookSecret(): Promise<void> {
  const { webhooks, secretKey, dataDir } = settings();
  if (webhooks.secret !== undefined) return console.log(webhooks.secret);
  const key = await findSecretKey({ setting: secretKey, dataDir }).catch((cause: Error) => {
    throw new CommandFailed(cause.message, { cause });
  });
  if (key === undefined)
    throw new CommandFailed(
      `There is no secret key in ${dataDir}. Set TOCSIN_DATA_DIR to the server's data folder, or TOCSIN_SECRET_KEY.`,
    );
  console.log(webhookSecret(undefined, key));
}
