// A node that claims a timer and never ends it: `node node.ts <place as JSON>`. It says "claimed" and waits to be killed.
import { pino } from "pino";
import { systemClock } from "../../src/clock.ts";
import { openStorage, type Place } from "../../src/storage/open.ts";
import { TimerRunner } from "../../src/timers/runner.ts";

// It does not outlive the test that started it.
process.stdin.resume().on("end", () => process.exit());

const [, , place = ""] = process.argv;
const log = pino({ level: "silent" });
const storage = await openStorage({ ...(JSON.parse(place) as Place), log });
const clock = systemClock();
const run = async (): Promise<void> => {
  process.stdout.write("claimed\n");
  await new Promise<never>(() => undefined);
};
const kinds = { ring: { run } };
await new TimerRunner({ storage, clock, wall: clock, log, kinds, random: Math.random, lease: 1_500 }).start();
