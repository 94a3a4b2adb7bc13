// `kill -9` under load, again and again: what was acknowledged is there, whole, exactly once.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { serverProcess } from "../harness/process.ts";
import { call, client, prepare, start, type Ledger } from "./callers.ts";

const rounds = 100;

/** How the rows of one incident look when it is whole. */
const whole = { incidents: 1, starts: 1, items: 1, tagged: 1 };

function rowsOf(database: DatabaseSync, arn: string): object {
  const one = database.prepare(`select
    (select count(*) from incidents where arn = ?1) as incidents,
    (select count(*) from timeline_events where incident_arn = ?1 and event_type = 'SSM Incident Start') as starts,
    (select count(*) from related_items where incident_arn = ?1) as items,
    (select count(*) from tags where arn = ?1) as tagged`);
  return { ...one.get({ "?1": arn }) };
}

it(`loses nothing that was acknowledged in ${rounds} kills`, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "tocsin-kill-"));
  const env = { TOCSIN_DATA_DIR: dataDir };
  const ledger: Ledger = { acknowledged: new Map(), inDoubt: new Set() };

  for (let round = 0; round < rounds; round++) {
    await using server = await serverProcess({ env });
    if (round === 0) await prepare(server.url);
    const load = call(server.url, 8, ledger);
    // From "in the middle of the first requests" to "well under way", never at the same point twice.
    await wait(20 + ((round * 37) % 160));
    await server.kill();
    await load;
  }
  expect(ledger.acknowledged.size).toBeGreaterThan(rounds);

  // A call that got no answer may be repeated: it is done once, whichever try did it.
  {
    await using server = await serverProcess({ env });
    const incidents = client(server.url);
    for (const token of ledger.inDoubt) ledger.acknowledged.set(token, await start(incidents, token));
    const [token, arn] = ledger.acknowledged.entries().next().value ?? ["", ""];
    expect(await start(incidents, token)).toBe(arn);
    incidents.destroy();
    expect(await server.kill("SIGTERM")).toBe(0);
  }

  using database = new DatabaseSync(join(dataDir, "tocsin.db"));
  expect(database.prepare("pragma integrity_check").get()).toEqual({ integrity_check: "ok" });
  for (const arn of ledger.acknowledged.values()) expect(rowsOf(database, arn)).toEqual(whole);
  expect(new Set(ledger.acknowledged.values()).size).toBe(ledger.acknowledged.size);
  expect(database.prepare("select count(*) as stored from incidents").get()).toEqual({
    stored: ledger.acknowledged.size,
  });
  await rm(dataDir, { recursive: true });
}, 300_000);
