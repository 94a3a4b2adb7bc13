// Refuses a transaction inside a transaction: the inner one would wait for the outer one for ever.
import { AsyncLocalStorage } from "node:async_hooks";

export class Outermost {
  readonly #inside = new AsyncLocalStorage<true>();

  /** @throws {Error} when called from within the body of another call */
  run<T>(body: () => Promise<T>): Promise<T> {
    this.check();
    return this.#inside.run(true, body);
  }

  check(): void {
    if (this.#inside.getStore() === true)
      throw new Error("the storage was used inside a transaction: use the transaction that is open");
  }
}
