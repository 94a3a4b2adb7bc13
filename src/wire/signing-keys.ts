// Remembers derived signing keys: four HMACs a day, Region and service instead of four a request.
import type { Credential } from "./options.ts";
import { scopeText, signingKey } from "./sigv4.ts";
import type { Scope } from "./sigv4.ts";

export interface SigningKeys {
  derive(credential: Credential, scope: Scope): Buffer;
  /** Call once a signature was right, so that strangers cannot fill the memory. */
  remember(credential: Credential, scope: Scope, key: Buffer): void;
}

const nameOf = (credential: Credential, scope: Scope): string =>
  `${credential.accessKeyId}/${scopeText(scope)}`;

/** @param bound how many keys are kept; beyond it the oldest goes */
export const signingKeys = (bound: number): SigningKeys => {
  const kept = new Map<string, { readonly secret: string; readonly key: Buffer }>();
  return {
    derive: (credential, scope) => {
      const found = kept.get(nameOf(credential, scope));
      return found?.secret === credential.secretAccessKey
        ? found.key
        : signingKey(credential.secretAccessKey, scope);
    },
    remember: (credential, scope, key) => {
      const name = nameOf(credential, scope);
      if (kept.get(name)?.key === key) return;
      const oldest = kept.size >= bound ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      kept.set(name, { secret: credential.secretAccessKey, key });
    },
  };
};
