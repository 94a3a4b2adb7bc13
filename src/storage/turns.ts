// One after another: SQLite has one writer, and its transactions must not mix on one connection.
import { setImmediate } from "node:timers/promises";

/** Milliseconds for which turns may follow one another before the event loop gets to breathe. */
const longestRun = 4;

export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #breathed = 0;

  /** Runs the body when all earlier turns have ended, well or badly. */
  take<T>(body: () => Promise<T>): Promise<T> {
    if (this.#waiting++ === 0) this.#breathed = performance.now();
    const turn = this.#last.then(() => this.#run(body));
    this.#last = turn.then(this.#end, this.#end);
    return turn;
  }

  readonly #end = (): void => {
    this.#waiting -= 1;
  };

  async #run<T>(body: () => Promise<T>): Promise<T> {
    if (performance.now() - this.#breathed > longestRun) {
      await setImmediate();
      this.#breathed = performance.now();
    }
    return body();
  }
}
