// Who could not be woken tonight, and why; and a page that tries it out.
import { type OutputOf, operation } from "../operation.ts";
import { boolean, integer, list, required, string, structure, timestamp, words } from "../shape.ts";
import { always, resourceNotFound } from "./errors.ts";

const finding = structure("Finding", {
  arn: required(string()),
  /** The alias of a contact, the name of a response plan. */
  name: required(string()),
  type: required(words("PERSONAL", "ESCALATION", "ONCALL_SCHEDULE", "RESPONSE_PLAN")),
  /** Whether engaging it could wake anybody at all, in spite of its faults. */
  wakes: required(boolean()),
  /** Everything that is wrong with it: at least one sentence, each without its full stop. */
  faults: required(list(string())),
});

const medium = structure("MediumInUse", {
  medium: required(words("EMAIL", "SMS", "VOICE", "WEBHOOK")),
  /** How many activated channels of people's plans use it. */
  channels: required(integer()),
  /** Without a provider, messages reach the outbox and nobody's phone. */
  hasProvider: required(boolean()),
});

const deadTimer = structure("DeadTimer", {
  /** What was to be done, such as `send-page`. */
  kind: required(string()),
  /** For what, usually an ARN. */
  key: required(string()),
  dueTime: required(timestamp()),
  attempts: required(integer()),
  lastError: required(string()),
});

/** Looks at all of the account, in every Region. */
export const checkReachability = operation({
  name: "CheckReachability",
  http: { method: "POST", path: "/_tocsin/doctor", status: 200 },
  input: structure("CheckReachabilityInput", {}),
  output: structure("CheckReachabilityOutput", {
    checkedTime: required(timestamp()),
    /** Whether there is somebody to wake, and nothing at all is wrong. */
    isWell: required(boolean()),
    /** Without an active replication set nobody can be engaged. */
    hasReplicationSet: required(boolean()),
    people: required(integer()),
    escalationPlans: required(integer()),
    onCallSchedules: required(integer()),
    responsePlans: required(integer()),
    findings: required(list(finding)),
    /** Those that are in use. */
    media: required(list(medium)),
    /** Work that was given up after all its tries: the first hundred. */
    deadTimers: required(list(deadTimer)),
    /** The names of response plans that engage nobody, which may well be meant. */
    quietResponsePlans: required(list(string())),
  }),
  errors: [...always],
});

/** Engages a contact with words that say that nothing is wrong. Who could not be woken is a ValidationException that says why. */
export const sendTestPage = operation({
  name: "SendTestPage",
  http: { method: "POST", path: "/_tocsin/doctor/page", status: 200 },
  input: structure("SendTestPageInput", {
    /** An ARN, or an alias in the Region of the call. */
    contactId: required(string({ min: 1, max: 2048 })),
  }),
  output: structure("SendTestPageOutput", {
    engagementArn: required(string()),
    contactArn: required(string()),
  }),
  errors: [...always, resourceNotFound],
});

export type Checkup = OutputOf<typeof checkReachability>;
export type Finding = Checkup["findings"][number];
