// One schedule from its seed: runs the real machine and workers through it and answers with everything that went wrong.
import { acknowledge } from "../../src/domain/engagement/acknowledge.ts";
import { newEngagement } from "../../src/domain/engagement/engagement.ts";
import { contactsNamedBy, freeze } from "../../src/domain/engagement/freeze.ts";
import type { Message } from "../../src/domain/engagement/sending.ts";
import { stop, stopAllOf } from "../../src/domain/engagement/stop.ts";
import { type PagingPorts, wake } from "../../src/domain/engagement/store.ts";
import type { Transaction } from "../../src/storage/storage.ts";
import { channels } from "./channels.ts";
import { type Cluster, cluster, poll } from "./cluster.ts";
import { type Database, database } from "./database.ts";
import { type Faults, drawnFaults } from "./faults.ts";
import { judge } from "./judge.ts";
import { random } from "./random.ts";
import { type Change, type Scenario, beginning, drawScenario } from "./scenario.ts";
import { scheduler } from "./scheduler.ts";
import { alone } from "./tables.ts";
import type { Event } from "./trace.ts";
import { copyOf } from "./world.ts";

export interface Simulated {
  /** Empty when every promise was kept. */
  readonly broken: readonly string[];
  readonly trace: readonly Event[];
  readonly scenario: Scenario;
}

export interface Options {
  readonly faults?: Faults;
  /** What is left out, to find what a failing seed needs: faults by name, `edit`, `stop`, `resolve`, `answers`. */
  readonly without?: ReadonlySet<string>;
  /** Breaks the engine's connection to its storage, to see whether the judge notices. */
  readonly sabotage?: (ports: PagingPorts<Transaction>) => PagingPorts<Transaction>;
}

/** Far more than any schedule takes. */
const mostTurns = 60_000;

export async function simulate(
  seed: number,
  { faults, without = new Set(), sabotage = (ports) => ports }: Options = {},
): Promise<Simulated> {
  const scenario = drawScenario(seed);
  const trace: Event[] = [];
  const time = scheduler(random(seed, "order"), beginning);
  const world = copyOf(scenario.initially);
  const data = database({ scenario, world, now: time.now, sabotage });
  const people = random(seed, "people");
  const sideBySide = people.chance(0.4);
  const punctual = !sideBySide && people.chance(0.6);

  const later = (at: number, then: () => void): void => {
    const go = (): boolean => {
      then();
      return false;
    };
    time.at(at, { of: undefined, go });
  };

  const arrived = ({ page, engagement, code, to }: Message): void => {
    const contact = scenario.channels.get(to.address)?.contact ?? "";
    const habit = scenario.people.get(contact);
    if (habit === undefined || without.has("answers")) return;
    const accept = (type: "READ" | "DELIVERED", wait: number): void =>
      later(time.now() + wait, () =>
        nodes.call((tx) =>
          acknowledge(data.ports, tx, { page, engagement, type, info: code, now: time.now() }),
        ),
      );
    if (people.chance(0.1)) accept("DELIVERED", people.between(0, 3_000));
    if (people.chance(habit.answering)) accept("READ", people.between(0, habit.slow));
  };

  const nodes: Cluster = cluster({
    scheduler: time,
    database: data,
    faults: faults ?? drawnFaults(seed, without),
    channels: channels({ scenario, scheduler: time, draw: random(seed, "channels"), trace, arrived }),
    draw: random(seed, "nodes"),
    trace,
    punctual,
    sideBySide,
  });

  const start = (engaged: Starting): boolean => {
    begin({ data, trace, now: time.now() }, engaged).then(time.endTurn, (error: unknown) => {
      nodes.scandals.push(String(error));
      time.endTurn();
    });
    return true;
  };

  const apply = (change: Change): void => {
    const now = time.now();
    if (change.what === "edit") {
      change.apply(world);
      data.edits += 1;
      trace.push({ what: "edit", at: now, apply: change.apply });
    } else if (change.what === "resolve")
      nodes.call((tx) => stopAllOf(data.ports, tx, { incident, now: time.now() }));
    else {
      const engagement = engagementArn(change.engaged);
      nodes.call((tx) => stop(data.ports, tx, { engagement, why: "stopped", now: time.now() }));
    }
  };

  for (const [index, engaged] of scenario.engaged.entries())
    time.at(engaged.at, { of: undefined, go: () => start({ ...engaged, index }) });
  for (const change of scenario.changes) if (!without.has(change.what)) later(change.at, () => apply(change));

  const cameToAnEnd = await unlessStuck(time.run(mostTurns));
  const broken = judge({ scenario, trace, slack: punctual ? 0 : poll });
  if (!cameToAnEnd) broken.push("it never came to an end");
  for (const name of data.timers.committed.keys()) broken.push(`a timer is left: ${name}`);
  return { broken: [...nodes.scandals, ...broken], trace, scenario };
}

/** A task that is never gone on with would leave the schedule waiting for it: as real time goes by, that is noticed. */
async function unlessStuck(run: Promise<boolean>): Promise<boolean> {
  const stuck = Promise.withResolvers<boolean>();
  const watch = setTimeout(() => stuck.resolve(false), 20_000);
  const cameToAnEnd = await Promise.race([run, stuck.promise]);
  clearTimeout(watch);
  return cameToAnEnd;
}

const incident = "arn:aws:ssm-incidents::111122223333:incident-record/burning/1";

const engagementArn = (index: number): string =>
  `arn:aws:ssm-contacts:us-east-1:111122223333:engagement/simulated/${index}`;

interface Starting {
  readonly contact: string;
  readonly rounds: number | undefined;
  readonly index: number;
}

/** As StartEngagement does it. */
async function begin(
  given: { readonly data: Database; readonly trace: Event[]; readonly now: number },
  engaged: Starting,
): Promise<void> {
  const { data, trace, now } = given;
  const { contact, rounds, index } = engaged;
  const root = data.world.contacts.get(contact);
  if (root === undefined) throw new Error(`${contact} is not there`);
  const contacts = new Map(
    contactsNamedBy(root).flatMap((arn) => {
      const named = data.world.contacts.get(arn);
      return named === undefined ? [] : [[arn, named] as const];
    }),
  );
  const arn = engagementArn(index);
  const engagement = newEngagement({ arn, incident, started: now, ...freeze({ root, contacts, rounds }) });
  await alone(data.tables, async (tx) => {
    await tx.put(data.engagements, arn, engagement);
    await wake(data.ports, tx, { engagement: arn, now });
  });
  trace.push({ what: "start", at: now, engagement: arn, contact, rounds });
}
