// Which page is where.
import type { Storage } from "../storage/storage.ts";
import type { PageReply, Pages } from "../wire/page.ts";
import { clockPage, type MovableTime } from "./clock.ts";
import { healthz, readyz } from "./health.ts";

interface Behind {
  readonly storage: Storage;
  /** Present in manual-clock mode only. */
  readonly time: MovableTime | undefined;
}

export const pagesOf =
  ({ storage, time }: Behind): Pages =>
  async (request): Promise<PageReply | undefined> => {
    if (request.path === "/healthz") return healthz();
    if (request.path === "/readyz") return readyz(storage);
    if (request.path === "/_tocsin/clock" && time !== undefined) return clockPage(request, time);
    return undefined;
  };
