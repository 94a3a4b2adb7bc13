// BindTopic, ListTopicBindings, UnbindTopic, TestTopic: where what is published to the topics of response plans goes.
import { ApiError } from "../../contract/api-error.ts";
import { type Implementation, implement } from "../../contract/call.ts";
import * as contract from "../../contract/tocsin/topic.ts";
import { faultsOfConfiguration, shownOf } from "../../domain/notices/configuration.ts";
import type { Carried, Configuration, DestinationKind } from "../../domain/notices/destination.ts";
import { documentOf } from "../../domain/notices/logged-event.ts";
import { testEvent } from "../../domain/notices/test-event.ts";
import { type Failures, failuresOf } from "../../storage/event-queues.ts";
import * as bindings from "../../storage/topic-bindings.ts";
import type { GivenForTopics } from "./given.ts";

/** Every topic of the account and Region is one resource. */
const topic = ({ topicArn }: { readonly topicArn?: string | undefined }): readonly string[] => [
  topicArn ?? "*",
];

export const bindTopic = ({ storage, clock, newId, sealer, noticing }: GivenForTopics): Implementation =>
  implement({
    operation: contract.bindTopic,
    resources: topic,
    run: async ({ topicArn, kind: name, configuration }, { caller: { account } }) => {
      const kind = noticing.kinds.get(name);
      if (kind === undefined) throw invalid(`kind must be one of ${[...noticing.kinds.keys()].join(", ")}.`);
      const faults = faultsOfConfiguration(kind, configuration);
      if (faults.length > 0) throw invalid(`${faults.join("; ")}.`);
      const id = newId();
      const sealed = sealer.seal(bindings.placeOfBinding(id), JSON.stringify(configuration));
      const shown = shownOf(kind, configuration);
      const binding = { id, account, topicArn, kind: name, sealed, shown, created: clock.now() };
      await storage.write((tx) => bindings.addTopicBinding(tx, binding));
      return { bindingId: id };
    },
  });

export const listTopicBindings = ({ storage }: GivenForTopics): Implementation =>
  implement({
    operation: contract.listTopicBindings,
    resources: topic,
    run: async ({ topicArn }, { caller: { account } }) => {
      const found = await bindings.listTopicBindings(storage, { account, topicArn });
      const failures = await failuresOf(storage, account);
      return {
        bindings: [
          ...found.map((it) => described(it, failures.get(`topic:${it.id}`))),
          ...[...failures.values()]
            .flatMap(unpublished)
            .filter((it) => it.topicArn === (topicArn ?? it.topicArn)),
        ],
      };
    },
  });

const described = (it: bindings.TopicBinding, failures: Failures | undefined): contract.TopicBinding => ({
  bindingId: it.id,
  topicArn: it.topicArn,
  kind: it.kind,
  configuration: { ...it.shown },
  createdTime: new Date(it.created),
  ...failed(failures),
});

const atSns = "sns:";

/** A topic of Amazon SNS, to which something could not be published. */
const unpublished = (it: Failures): contract.TopicBinding[] =>
  it.destination.startsWith(atSns)
    ? [{ topicArn: it.destination.slice(atSns.length), kind: "sns", configuration: {}, ...failed(it) }]
    : [];

/** What of a destination's failures the lists show. */
export const failed = (it: Failures | undefined) => ({
  failed: it?.count ?? 0,
  ...(it && { lastFailure: it.last, lastFailureTime: new Date(it.lastTime) }),
});

export const unbindTopic = ({ storage }: GivenForTopics): Implementation =>
  implement({
    operation: contract.unbindTopic,
    resources: () => ["*"],
    run: async ({ bindingId: id }, { caller: { account } }) => {
      if (await storage.write((tx) => bindings.removeTopicBinding(tx, { account, id }))) return {};
      throw unknown(`There is no binding ${id}.`, id);
    },
  });

export const testTopic = (given: GivenForTopics): Implementation =>
  implement({
    operation: contract.testTopic,
    resources: topic,
    run: async ({ topicArn }, { caller: { account, region } }) => {
      const { storage, newId, clock, sealer } = given;
      const { kinds, sns, publicUrl } = given.noticing;
      const found = await bindings.listTopicBindings(storage, { account, topicArn });
      const logged = testEvent({ id: newId(), account, time: clock.now(), topics: [topicArn] });
      const event = documentOf(logged, region);
      const send = async (kind: DestinationKind | undefined, config: Configuration) =>
        shownResult(await carried(kind, { event, config, links: { tocsin: publicUrl } }));
      const bound = async ({ id, kind, sealed }: bindings.TopicBinding) => {
        const config = JSON.parse(sealer.open(bindings.placeOfBinding(id), sealed)) as Configuration;
        return { bindingId: id, kind, ...(await send(kinds.get(kind), config)) };
      };
      const results = await Promise.all(found.map(bound));
      if (sns !== undefined)
        return { results: [...results, { kind: "sns", ...(await send(sns, { topic: topicArn })) }] };
      if (results.length === 0) throw unknown(`${topicArn} is bound to nothing.`, topicArn);
      return { results };
    },
  });

const patienceMilliseconds = 20_000;

/** Once, at once. */
async function carried(
  kind: DestinationKind | undefined,
  it: Pick<Parameters<DestinationKind["carry"]>[0], "event" | "config" | "links">,
): Promise<Carried> {
  if (kind === undefined) return { outcome: "failed", said: "this kind of destination is not known here" };
  const notice = { ...it, incident: undefined, state: undefined, key: it.event.id };
  try {
    return await kind.carry(notice, AbortSignal.timeout(patienceMilliseconds));
  } catch (error) {
    return { outcome: "failed", said: error instanceof Error ? error.message : "it failed without a word" };
  }
}

const shownResult = ({ outcome, said }: Carried) => ({
  outcome: outcome === "sent" ? ("SENT" as const) : ("FAILED" as const),
  said,
});

const invalid = (message: string): ApiError => new ApiError("ValidationException", message);

const unknown = (message: string, resourceIdentifier: string): ApiError =>
  new ApiError("ResourceNotFoundException", message, { resourceIdentifier });
