// What happens once a transaction is on disk: its own callbacks, and the announcements to this process's listeners.
import type { Logger } from "pino";

type Heard = (detail: unknown) => void;

export class Listeners {
  readonly #byTopic = new Map<string, Set<Heard>>();

  listen(topic: string, heard: Heard): () => void {
    const all = this.#byTopic.get(topic) ?? new Set();
    this.#byTopic.set(topic, all.add(heard));
    return () => void all.delete(heard);
  }

  tell(topic: string, detail: unknown): void {
    for (const heard of this.#byTopic.get(topic) ?? []) heard(detail);
  }
}

/** Collected while one transaction runs; dropped with it when it does not commit. */
export class AfterCommit {
  readonly #listeners: Listeners;
  readonly #all: (() => void)[] = [];

  constructor(listeners: Listeners) {
    this.#listeners = listeners;
  }

  add(then: () => void): void {
    this.#all.push(then);
  }

  announce(topic: string, detail: unknown): void {
    this.#all.push(() => this.#listeners.tell(topic, detail));
  }

  /** The commit stands whatever happens here, so a failure is logged and not thrown. */
  happen(log: Logger): void {
    for (const then of this.#all)
      try {
        then();
      } catch (err) {
        log.error({ err }, "what should follow a commit failed");
      }
  }
}
