// Keeps the write-ahead log short without stopping the event loop: a thread of its own copies it into the database.
import { once } from "node:events";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { Logger } from "pino";
import type { Reply, Step } from "./checkpoint-worker.ts";
import type { Turns } from "./turns.ts";

interface CheckpointParts {
  readonly path: string;
  /** How long the log is now, in pages. */
  readonly pages: () => number;
  readonly limit: number;
  readonly turns: Turns;
  readonly log: Logger;
  /** Must end the process. */
  readonly failed: (error: Error) => void;
}

/** Milliseconds before another try, after one that could not finish: somebody reads an old state, or the disk is full. */
const pause = 1_000;

/** `.ts` in a clone, `.js` where it was compiled. */
const workerUrl = new URL(`checkpoint-worker${extname(import.meta.url)}`, import.meta.url);

export class Checkpoints implements AsyncDisposable {
  readonly #parts: CheckpointParts;
  #worker: Worker | undefined;
  #running: Promise<void> | undefined;
  #notBefore = 0;

  constructor(parts: CheckpointParts) {
    this.#parts = parts;
  }

  /** Starts a checkpoint when the log is long enough. Cheap; to be called after every commit. */
  consider(): void {
    const { pages, limit } = this.#parts;
    if (this.#running !== undefined || performance.now() < this.#notBefore || pages() < limit) return;
    this.#running = this.#make().finally(() => {
      this.#running = undefined;
    });
  }

  /** Waits for the checkpoint that is under way; nothing may be waiting for a turn behind this. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#notBefore = Number.POSITIVE_INFINITY;
    await this.#running;
    if (this.#worker !== undefined) await this.#ask(this.#worker, "close");
  }

  /** Copies while transactions go on, then holds them up for the rest and begins the log anew. Never throws. */
  async #make(): Promise<void> {
    const { turns, log } = this.#parts;
    try {
      const worker = (this.#worker ??= this.#start());
      await this.#ask(worker, "copy");
      const { begunAnew } = await turns.take(() => this.#ask(worker, "restart"));
      if (!begunAnew) this.#notBefore = performance.now() + pause;
    } catch (error) {
      this.#notBefore = performance.now() + pause;
      log.warn({ err: error }, "a checkpoint of the database failed and will be tried again");
    }
  }

  #start(): Worker {
    const worker = new Worker(workerUrl, {
      workerData: this.#parts.path,
    });
    // An error while nobody asks; the next checkpoint starts another thread.
    worker.on("error", (err) => this.#parts.log.warn({ err }, "the checkpoint thread failed"));
    worker.on("exit", () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    return worker;
  }

  async #ask(worker: Worker, step: Step): Promise<Reply> {
    const answered = new AbortController();
    const { signal } = answered;
    const gone = once(worker, "exit", { signal }).then(() => {
      throw new Error("the checkpoint thread has ended");
    });
    gone.catch(() => undefined);
    worker.ref();
    try {
      worker.postMessage(step);
      const [reply] = (await Promise.race([once(worker, "message", { signal }), gone])) as [Reply];
      if (reply.error !== undefined && reply.syncFailed) this.#parts.failed(reply.error);
      if (reply.error !== undefined) throw reply.error;
      return reply;
    } finally {
      answered.abort();
      // An idle thread keeps no process alive.
      worker.unref();
    }
  }
}
