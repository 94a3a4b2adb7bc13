// Where the topics of response plans lead: chats and webhooks that are told what happens to their incidents.
import { type OutputOf, operation } from "../operation.ts";
import { integer, list, map, matching, required, string, structure, timestamp, words } from "../shape.ts";
import { always, resourceNotFound } from "./errors.ts";

/** The ARN of an SNS topic, which need not exist at AWS. */
const topicArn = string({
  max: 1000,
  ...matching(String.raw`^arn:aws[a-z-]{0,12}:sns:[a-z0-9-]{1,32}:\d{12}:[A-Za-z0-9_.-]{1,261}$`),
});

const bindingId = string({ min: 36, max: 36, ...matching(String.raw`^[0-9a-f-]{36}$`) });

const kind = string({ min: 1, max: 32, ...matching("^[a-z]+$") });

/** By the names of the kind's fields. */
const configuration = map(string({ min: 1, max: 64 }), string({ max: 4096 }), { max: 32 });

export const bindTopic = operation({
  name: "BindTopic",
  http: { method: "POST", path: "/_tocsin/topics/bind", status: 201 },
  input: structure("BindTopicInput", {
    topicArn: required(topicArn),
    /** `slack`, `teams`, `mattermost`, `discord`, `webhook` */
    kind: required(kind),
    configuration: required(configuration),
  }),
  output: structure("BindTopicOutput", { bindingId: required(bindingId) }),
  errors: [...always],
});

const binding = structure("TopicBinding", {
  /** Absent for Amazon SNS, which is listed where something could not be published. */
  bindingId,
  topicArn: required(topicArn),
  kind: required(kind),
  /** Without what is secret. */
  configuration: required(configuration),
  createdTime: timestamp(),
  /** Notices that could not be brought there. */
  failed: required(integer()),
  lastFailure: string(),
  lastFailureTime: timestamp(),
});

export const listTopicBindings = operation({
  name: "ListTopicBindings",
  http: { method: "POST", path: "/_tocsin/topics/list", status: 200 },
  input: structure("ListTopicBindingsInput", { topicArn }),
  output: structure("ListTopicBindingsOutput", { bindings: required(list(binding)) }),
  errors: [...always],
});
export type TopicBinding = OutputOf<typeof listTopicBindings>["bindings"][number];

export const unbindTopic = operation({
  name: "UnbindTopic",
  http: { method: "POST", path: "/_tocsin/topics/unbind", status: 204 },
  input: structure("UnbindTopicInput", { bindingId: required(bindingId) }),
  output: structure("UnbindTopicOutput", {}),
  idempotent: true,
  errors: [...always, resourceNotFound],
});

export const testTopic = operation({
  name: "TestTopic",
  http: { method: "POST", path: "/_tocsin/topics/test", status: 200 },
  input: structure("TestTopicInput", { topicArn: required(topicArn) }),
  output: structure("TestTopicOutput", {
    /** Of every destination of the topic. */
    results: required(
      list(
        structure("TopicTestResult", {
          /** Absent for Amazon SNS. */
          bindingId,
          kind: required(kind),
          outcome: required(words("SENT", "FAILED")),
          said: required(string()),
        }),
      ),
    ),
  }),
  errors: [...always, resourceNotFound],
});
