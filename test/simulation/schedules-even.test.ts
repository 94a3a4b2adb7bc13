// The other half of the random schedules.
import { expect, test } from "vitest";
import { explore } from "./explore.ts";

test("every schedule keeps every promise (even seeds)", { timeout: 600_000 }, async () => {
  expect(await explore({ first: 2, step: 2 })).toBeUndefined();
});
