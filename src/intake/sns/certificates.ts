// Certificates that were fetched, kept for a while: many messages are signed with the same.
import type { Clock } from "../../clock.ts";
import { type SigningKey, readCertificate } from "./certificate.ts";
import { isAmazons } from "./address.ts";
import type { Get } from "./get.ts";

/** Why there is no certificate, in words for a person. `passing`: later there may be one. */
export interface NoCertificate {
  readonly said: string;
  readonly passing: boolean;
}

interface Kept {
  readonly found: Promise<SigningKey | NoCertificate>;
  /** Epoch milliseconds of the wall clock. */
  until: number;
}

/** Amazon has one at a time in each Region; somebody with an intake key could name more. */
const most = 50;
const keepMilliseconds = 24 * 3_600_000;
/** So that a flood of messages does not become a flood of requests. */
const keepFailuresMilliseconds = 5000;

export class Certificates {
  readonly #kept = new Map<string, Kept>();
  readonly #get: Get;
  readonly #wall: Pick<Clock, "now">;

  constructor(it: { readonly get: Get; readonly wall: Pick<Clock, "now"> }) {
    this.#get = it.get;
    this.#wall = it.wall;
  }

  /** Those who ask while it is being fetched share the answer. */
  of(address: URL): Promise<SigningKey | NoCertificate> {
    const url = address.href;
    const now = this.#wall.now();
    const known = this.#kept.get(url);
    if (known !== undefined && known.until > now) return known.found;
    const kept: Kept = { found: this.#keep(address), until: Number.POSITIVE_INFINITY };
    this.#kept.delete(url);
    this.#kept.set(url, kept);
    this.#forgetOldest();
    return kept.found;
  }

  async #keep(address: URL): Promise<SigningKey | NoCertificate> {
    const found = await this.#fetch(address);
    const kept = this.#kept.get(address.href);
    const milliseconds = "said" in found ? keepFailuresMilliseconds : keepMilliseconds;
    if (kept !== undefined) kept.until = this.#wall.now() + milliseconds;
    return found;
  }

  async #fetch(url: URL): Promise<SigningKey | NoCertificate> {
    try {
      const { status, text } = await this.#get(url.href);
      if (status !== 200)
        return {
          said: `its certificate was answered with ${status}`,
          passing: status >= 500 || status === 429,
        };
      const read = readCertificate(text, { anySubject: !isAmazons(url) });
      return typeof read === "string" ? { said: read, passing: false } : read;
    } catch {
      return { said: "its certificate could not be fetched", passing: true };
    }
  }

  #forgetOldest(): void {
    for (const url of this.#kept.keys()) {
      if (this.#kept.size <= most) return;
      this.#kept.delete(url);
    }
  }
}
