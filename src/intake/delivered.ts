// Remembers which mails were taken, for senders that did not hear the answer and send again.

/** The oldest are forgotten first; what is then taken twice is found out by its date. */
const remembered = 10_000;

export interface Delivered {
  /** Whether this process took the mail for this key; never for one without a Message-ID. */
  readonly has: (keyId: string, messageId: string | undefined) => boolean;
  readonly add: (keyId: string, messageId: string | undefined) => void;
}

export function createDelivered(): Delivered {
  const taken = new Set<string>();
  const nameOf = (keyId: string, messageId: string): string => `${keyId} ${messageId}`;
  return {
    has: (keyId, messageId) => messageId !== undefined && taken.has(nameOf(keyId, messageId)),
    add: (keyId, messageId) => {
      if (messageId === undefined) return;
      taken.add(nameOf(keyId, messageId));
      const [oldest] = taken;
      if (taken.size > remembered && oldest !== undefined) taken.delete(oldest);
    },
  };
}
