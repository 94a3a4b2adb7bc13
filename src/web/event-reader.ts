// Reads an account's log of events as it grows, in order, each event once; also those that come late.
import { firstIdAt, timeOfId } from "../domain/sortable-id.ts";
import type { LoggedEvent } from "../domain/notices/logged-event.ts";
import { eventIdsBetween, eventsAfter, eventsOf, eventsTopic } from "../storage/events.ts";
import type { Storage } from "../storage/storage.ts";

interface Behind {
  readonly storage: Storage;
  readonly account: string;
  /** The id of the last event that the reader has. */
  readonly after: string;
  /** The reader has had nothing yet, and what is before `after` does not concern it. */
  readonly isNew: boolean;
}

/**
 * Ids are made before their transactions are committed, and on several nodes: an event may appear behind one with a
 * greater id. So much later, at most; in milliseconds.
 */
const lateness = 5_000;
const pollMilliseconds = 1_000;
const mostAtOnce = 200;

export class EventReader implements Disposable {
  readonly #behind: Behind;
  readonly #stopListening: () => void;
  /** Nothing before it is told. */
  readonly #start: string;
  #position: string;
  /** Ids that were told, as far back as late ones are looked for. */
  readonly #told = new Set<string>();
  #news = Promise.withResolvers<void>();
  #nextPoll = 0;

  constructor(behind: Behind) {
    this.#behind = behind;
    this.#position = behind.after;
    this.#start = behind.isNew ? behind.after : firstIdAt(timeOfId(behind.after) - lateness);
    if (!behind.isNew) this.#told.add(behind.after);
    this.#stopListening = behind.storage.listen(eventsTopic, (events) => {
      const isOurs = (events as readonly LoggedEvent[]).some(({ account }) => account === behind.account);
      if (isOurs) this.#news.resolve();
    });
  }

  /** Where to go on after what was given. */
  get position(): string {
    return this.#position;
  }

  [Symbol.dispose](): void {
    this.#stopListening();
  }

  /** What is new; waits for it, but never much longer than a second. */
  async next(gone: AbortSignal): Promise<LoggedEvent[]> {
    const late = performance.now() < this.#nextPoll ? [] : await this.#late();
    const { storage, account } = this.#behind;
    const fresh = await eventsAfter(storage, { account, after: this.#position, limit: mostAtOnce });
    const found = [...late, ...fresh];
    if (found.length === 0) return this.#wait(gone);
    for (const { id } of found) this.#told.add(id);
    this.#position = fresh.at(-1)?.id ?? this.#position;
    return found;
  }

  async #late(): Promise<LoggedEvent[]> {
    const { storage, account } = this.#behind;
    this.#nextPoll = performance.now() + pollMilliseconds;
    const from = firstIdAt(timeOfId(this.#position) - lateness);
    for (const id of this.#told) if (id < from) this.#told.delete(id);
    const after = from > this.#start ? from : this.#start;
    const ids = await eventIdsBetween(storage, { account, after, until: this.#position });
    const missed = ids.filter((id) => !this.#told.has(id)).slice(0, mostAtOnce);
    return missed.length === 0 ? [] : eventsOf(storage, missed);
  }

  /** Looks once more after what was heard, or after a while. */
  async #wait(gone: AbortSignal): Promise<LoggedEvent[]> {
    if (gone.aborted) return [];
    const { promise: over, resolve } = Promise.withResolvers<void>();
    const alarm = setTimeout(resolve, pollMilliseconds);
    const leave = (): void => resolve();
    gone.addEventListener("abort", leave, { once: true });
    await Promise.race([this.#news.promise, over]);
    clearTimeout(alarm);
    gone.removeEventListener("abort", leave);
    this.#news = Promise.withResolvers<void>();
    return [];
  }
}
