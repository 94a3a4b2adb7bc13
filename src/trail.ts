// The trail: every call that changed something becomes an event. Best effort, as at AWS: a bounded buffer, written every moment.
import type { Call, Implementation, Service } from "./contract/call.ts";
import { type ApiCall, apiCallEvent, isMutating, serviceCallEvent } from "./domain/notices/api-call.ts";
import { isServicesOwn, type LoggedEvent } from "./domain/notices/logged-event.ts";
import { eventsTopic } from "./storage/events.ts";
import type { Storage } from "./storage/storage.ts";
import { tellMachines } from "./storage/tell-events.ts";

interface Behind {
  readonly storage: Storage;
  readonly newId: () => string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Of what the service itself does. */
  readonly region: string;
  readonly log: { readonly warn: (facts: object, text: string) => void };
}

/** Its id is made when it is written: whoever reads the log in order is then not far ahead of it. */
type MadeLater = (id: string) => LoggedEvent;

/** Rules for EventBridge know no others. */
const ofAws: ReadonlySet<string> = new Set(["ssm-incidents", "ssm-contacts"]);

const waitMilliseconds = 50;
const mostAtOnce = 500;
/** Beyond it, events are left out. */
const mostWaiting = 10_000;

export class Trail implements AsyncDisposable {
  readonly #behind: Behind;
  readonly #stopListening: () => void;
  #waiting: MadeLater[] = [];
  #leftOut = 0;
  #alarm: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(behind: Behind) {
    this.#behind = behind;
    this.#stopListening = behind.storage.listen(eventsTopic, (events) =>
      this.#followTimeline(events as readonly LoggedEvent[]),
    );
  }

  /** The same services; the calls of AWS's own leave a trail. */
  follow(services: readonly Service[]): readonly Service[] {
    return services.map((it) => (ofAws.has(it.contract.signingName) ? this.#followed(it) : it));
  }

  #followed({ contract, implementations }: Service): Service {
    const followed = (it: Implementation): Implementation => ({
      ...it,
      run: async (input, call) => {
        const output = await it.run(input, call);
        this.#called({ contract, operation: it.operation, input, output, ...call });
        return output;
      },
    });
    return {
      contract,
      implementations: new Map(
        [...implementations].map(([name, it]) => [name, isMutating(it.operation) ? followed(it) : it]),
      ),
    };
  }

  /** Writes what waits. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopListening();
    clearTimeout(this.#alarm);
    this.#write();
    await this.#writing;
  }

  #called(call: ApiCall & Call): void {
    const time = this.#behind.now();
    this.#add((id) => apiCallEvent(call, { id, time }));
  }

  #followTimeline(events: readonly LoggedEvent[]): void {
    const { region } = this.#behind;
    for (const event of events)
      if (isServicesOwn(event)) this.#add((id) => serviceCallEvent(event, { id, region }));
  }

  #add(made: MadeLater): void {
    if (this.#waiting.length >= mostWaiting) this.#leftOut += 1;
    else this.#waiting.push(made);
    this.#alarm ??= setTimeout(() => {
      this.#alarm = undefined;
      this.#write();
    }, waitMilliseconds);
  }

  #write(): void {
    this.#writing = this.#writing.then(() => this.#writeAll());
  }

  async #writeAll(): Promise<void> {
    const { storage, newId, log } = this.#behind;
    if (this.#leftOut > 0)
      log.warn({ events: this.#leftOut }, "calls came faster than their trail could be written");
    this.#leftOut = 0;
    while (this.#waiting.length > 0) {
      const events = this.#waiting.splice(0, mostAtOnce).map((made) => made(newId()));
      const byAccount = Map.groupBy(events, ({ account }) => account);
      try {
        await storage.write(async (tx) => {
          for (const [account, own] of byAccount) await tellMachines(tx, account, own);
        });
      } catch (err) {
        log.warn({ err, events: events.length }, "the trail of some calls could not be written");
      }
    }
  }
}
