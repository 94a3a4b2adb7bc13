// Alerts come in beside the pages: each source with what it needs, and what takes its alerts.
import type { Config } from "./config.ts";
import type { Sealer } from "./domain/secrets/seal.ts";
import { intakeOf } from "./intake/endpoint.ts";
import type { Source } from "./intake/source.ts";
import { takeAlerts } from "./operations/alerts/take-alerts.ts";
import type { Given } from "./operations/given.ts";
import type { Pages } from "./wire/page.ts";

interface Behind extends Given {
  readonly sealer: Sealer;
  readonly config: Config;
  readonly sources: readonly Source[];
  readonly warn: (facts: object, text: string) => void;
}

export function withIntake({ config, ...given }: Behind, pages: Pages): Pages {
  const intake = intakeOf({
    ...given,
    rateLimit: config.intakeRateLimit,
    take: (told) => takeAlerts(given, told),
  });
  return async (request) => (await intake(request)) ?? pages(request);
}
