import fc from "fast-check";
import sql, { type Sql } from "sql-template-tag";
import { afterAll, beforeAll, expect, it } from "vitest";
import { forEachEngine, sqlite } from "../../test/harness/engines.ts";
import type { Filter } from "../contract/incidents/filter.ts";
import { incidentArn } from "../domain/arn.ts";
import type { Incident } from "../domain/incident/incident.ts";
import { selectIncidents } from "../domain/incident/selection.ts";
import { addIncident, listIncidents } from "./incidents.ts";
import type { Reader, Storage } from "./storage.ts";

const account = "111122223333";
const creators = ["arn:aws:iam::1:user/a", "arn:aws:iam::1:user/b", "arn:aws:iam::1:user/c"];

const incident = fc.record({
  status: fc.constantFrom("OPEN" as const, "RESOLVED" as const),
  impact: fc.integer({ min: 1, max: 5 }),
  creationTime: fc.integer({ min: 0, max: 8 }),
  createdBy: fc.constantFrom(...creators),
  id: fc.uuid(),
  planName: fc.constantFrom("a", "b"),
});

const words = (key: string, values: readonly string[]) =>
  fc
    .subarray([...values, "unknown"])
    .map((stringValues): Filter => ({ key, condition: { equals: { stringValues } } }));
const time = fc.integer({ min: -1, max: 9 }).map((it) => new Date(it));
const filter = fc.oneof(
  words("status", ["OPEN", "RESOLVED"]),
  words("createdBy", creators),
  fc
    .subarray([0, 1, 2, 3, 4, 5, 6])
    .map((integerValues): Filter => ({ key: "impact", condition: { equals: { integerValues } } })),
  time.map((after): Filter => ({ key: "creationTime", condition: { after } })),
  time.map((before): Filter => ({ key: "creationTime", condition: { before } })),
);

const fits = (it: Incident, { key, condition }: Filter): boolean => {
  const { stringValues = [], integerValues = [] } = condition.equals ?? {};
  if (key === "status") return stringValues.includes(it.status);
  if (key === "createdBy") return stringValues.includes(it.source.createdBy);
  if (key === "impact") return integerValues.includes(it.impact);
  return (
    it.creationTime > (condition.after?.getTime() ?? -Infinity) &&
    it.creationTime < (condition.before?.getTime() ?? Infinity)
  );
};

const newestFirst = (a: Incident, b: Incident): number =>
  b.creationTime - a.creationTime || (b.arn < a.arn ? -1 : 1);

const whole = (
  { id, planName, createdBy, ...rest }: Parameters<Parameters<typeof incident.map>[0]>[0],
  owner: string,
): Incident => ({
  ...rest,
  arn: incidentArn(owner, planName, id),
  account: owner,
  title: "t",
  lastModifiedTime: 0,
  lastModifiedBy: createdBy,
  source: { createdBy, source: "s" },
  dedupeString: "d",
  notificationTargets: [],
  automationExecutions: [],
});

forEachEngine((engine) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await engine.open();
  });
  afterAll(() => storage[Symbol.asyncDispose]());

  it("a list shows exactly the incidents that fit all filters, newest first, on pages of any size", async () => {
    let nextAccount = 100_000_000_000;
    const given = {
      incidents: fc.uniqueArray(incident, { selector: ({ id }) => id, maxLength: 40 }),
      filters: fc.array(filter, { maxLength: 5 }),
      size: fc.integer({ min: 1, max: 10 }),
    };
    await fc.assert(
      fc.asyncProperty(fc.record(given), async ({ incidents, filters, size }) => {
        const owner = String(nextAccount++);
        const all = incidents.map((it) => whole(it, owner));
        await storage.write(async (tx) => {
          for (const it of all) await addIncident(tx, it);
        });
        const expected = all.filter((it) => filters.every((filter) => fits(it, filter))).sort(newestFirst);
        const { strands, created } = selectIncidents(filters);
        const found: Incident[] = [];
        for (;;) {
          const last = found.at(-1);
          const after = last && ([last.creationTime, last.arn] as const);
          const page = await listIncidents(storage, { account: owner, strands, created, after, limit: size });
          found.push(...page);
          if (page.length < size) break;
        }
        expect(found).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

it("no filter makes SQLite read more of the incidents than the page and its strands", async () => {
  await using storage = await sqlite.open();
  const asked: Sql[] = [];
  const recorder: Reader = {
    all: (query) => {
      asked.push(query);
      return Promise.resolve([]);
    },
    first: () => Promise.resolve(undefined),
  };
  const filters: Filter[] = [
    { key: "status", condition: { equals: { stringValues: ["OPEN"] } } },
    { key: "impact", condition: { equals: { integerValues: [1, 2] } } },
    { key: "createdBy", condition: { equals: { stringValues: creators } } },
    { key: "creationTime", condition: { after: new Date(1) } },
    { key: "creationTime", condition: { before: new Date(9) } },
  ];
  for (const chosen of [...fc.sample(fc.subarray(filters), 100), [], filters])
    for (const after of [undefined, [5, "arn"] as const])
      await listIncidents(recorder, { account, ...selectIncidents(chosen), after, limit: 101 });
  expect(asked.length).toBeGreaterThan(200);
  for (const query of asked) {
    const plan = await storage.all<{ detail: string }>(sql`explain query plan ${query}`);
    const reads = plan.map(({ detail }) => detail).filter((detail) => detail.includes("incidents"));
    for (const read of reads)
      expect(read).toMatch(
        /^SEARCH incidents USING (INDEX sqlite_autoindex_incidents_1 \(arn=\?\)|COVERING INDEX incidents_by_(state|creator) \(account=\? AND (created_by=\? AND )?status=\? AND impact=\?)/,
      );
  }
});
