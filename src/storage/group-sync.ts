// Puts commits on disk without stopping the event loop: one fdatasync of the write-ahead log serves all who wait for it.
import type { FileHandle } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";

export class GroupSync {
  readonly #file: Pick<FileHandle, "datasync">;
  readonly #failed: (error: Error) => void;
  #committed = 0;
  #synced = 0;
  #running: Promise<void> | undefined;

  /**
   * @param failed must end the process: after a failed fsync the kernel may have dropped the pages and report success
   * the next time, so nothing written since the last good one may be acknowledged, ever.
   */
  constructor(file: Pick<FileHandle, "datasync">, failed: (error: Error) => void) {
    this.#file = file;
    this.#failed = failed;
  }

  /** To be called after every commit, before anyone is told of it. */
  committed(): void {
    this.#committed += 1;
  }

  /** Resolves when all that was committed before the call is on disk; at once when it is. */
  async settled(): Promise<void> {
    const mine = this.#committed;
    while (this.#synced < mine) await (this.#running ??= this.#sync());
  }

  async #sync(): Promise<void> {
    // The transactions that are ready now commit first and share this sync.
    await setImmediate();
    const covered = this.#committed;
    try {
      await this.#file.datasync();
    } catch (error) {
      this.#failed(error as Error);
      throw error;
    }
    this.#synced = covered;
    this.#running = undefined;
  }
}
