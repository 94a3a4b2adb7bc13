// Every source of alerts, by its name in the address. A new one is a file beside this, and a line here.
import { heartbeat } from "./heartbeat.ts";
import type { GivenForSources, Source } from "./source.ts";

export const sourcesOf = (given: GivenForSources): readonly Source[] => [heartbeat(given)];
