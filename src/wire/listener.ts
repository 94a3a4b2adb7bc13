// Opens the port, and closes it without dropping what was begun.
import type { WireOptions } from "./options.ts";

export interface Listener extends AsyncDisposable {
  /** `http://127.0.0.1:9110`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Accepts nothing new, lets requests in flight finish for at most the given time, then cuts what is left. */
  close(drainMilliseconds: number): Promise<void>;
}

/** @throws the error of `listen(2)`, such as EADDRINUSE */
export const listen = async (options: WireOptions): Promise<Listener> => {
  throw new Error(`not listening on ${options.host} yet`);
};
