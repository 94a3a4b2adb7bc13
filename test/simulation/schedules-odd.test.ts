// Half of the random schedules; the other half runs beside it.
import { expect, test } from "vitest";
import { explore } from "./explore.ts";

test("every schedule keeps every promise (odd seeds)", { timeout: 600_000 }, async () => {
  expect(await explore({ first: 1, step: 2 })).toBeUndefined();
});
