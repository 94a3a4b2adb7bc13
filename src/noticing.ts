// Puts together from the settings where notices can go.
import { destinationKinds } from "./channels/destinations/kinds.ts";
import { sns } from "./channels/destinations/sns.ts";
import type { Config } from "./config.ts";
import type { DestinationKind } from "./domain/notices/destination.ts";
import { type SecretKey } from "./domain/secrets/secret-key.ts";
import { webhookSecret } from "./domain/secrets/webhook-secret.ts";

export interface Noticing {
  /** By name, those that a topic can be bound to. */
  readonly kinds: ReadonlyMap<string, DestinationKind>;
  /** Where AWS is set up. */
  readonly sns: DestinationKind | undefined;
  /** Without a slash at the end. */
  readonly publicUrl: string | undefined;
  /** Of what happens in no Region. */
  readonly region: string;
}

interface Behind {
  readonly config: Config;
  readonly secretKey: SecretKey;
}

export const noticingOf = ({ config, secretKey }: Behind): Noticing => ({
  kinds: destinationKinds({
    wallNow: () => Date.now(),
    webhookSecret: webhookSecret(config.webhooks.secret, secretKey),
    hosts: config.webhooks.hosts,
  }),
  sns: config.aws && sns(config.aws),
  publicUrl: config.publicUrl,
  region: config.region,
});
