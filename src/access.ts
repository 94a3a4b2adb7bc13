// Puts the wire's questions to whoever knows: whose key is this, may it, and is it too fast?
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import { createAuthorize } from "./domain/access/authorize.ts";
import type { Sealer } from "./domain/secrets/seal.ts";
import { createThrottle } from "./domain/throttle.ts";
import { createAccessKeyFinder } from "./storage/access-key-finder.ts";
import { createNoteKeyUse } from "./storage/access-key-use.ts";
import type { AccessKey } from "./storage/access-keys.ts";
import type { Storage } from "./storage/storage.ts";
import type { WireOptions } from "./wire/options.ts";

interface Behind {
  readonly storage: Storage;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly config: Config;
}

type Access = Pick<WireOptions, "findCredential" | "authorize" | "throttle">;

export function accessOf({ storage, sealer, clock, config }: Behind): Access {
  const findCredential = createAccessKeyFinder({ storage, sealer, now: () => performance.now() });
  const noteUse = createNoteKeyUse(storage);
  const authorize = createAuthorize();
  const throttle = createThrottle({ perSecond: config.rateLimit, burst: 2 * config.rateLimit });
  return {
    findCredential,
    authorize: (credential, action, resources) => {
      void noteUse(credential.accessKeyId, clock.now());
      // The wire hands back what `findCredential` gave it.
      return authorize(credential as AccessKey, action, resources);
    },
    throttle: (accessKeyId) => throttle(accessKeyId, performance.now()),
  };
}
