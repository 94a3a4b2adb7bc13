// A dry run: what an alert would do if it came in now, with nothing changed.
import { type OutputOf, operation } from "../operation.ts";
import { integer, list, required, string, structure, words } from "../shape.ts";
import { planName } from "./alert-settings.ts";
import { always, resourceNotFound } from "./errors.ts";

const tried = structure("TriedAlert", {
  key: required(string()),
  outcome: required(
    words("OPENED", "FOLDED", "COUNTED", "RESOLVED", "NOTED", "SUPPRESSED", "IGNORED", "STALE"),
  ),
  /** Why, in words for a person. */
  because: string(),
  /** The plan it goes to, which a rule may have changed. */
  responsePlanName: required(planName),
  /** Of the incident. */
  title: required(string()),
  impact: required(integer()),
  /** As the plan or a rule has it; absent where it is made from the alert's own identity. */
  dedupeString: string(),
  /** The open incident it belongs to. */
  incidentArn: string(),
  /** The rule that matched. */
  rule: string(),
  /** The maintenance window that covers it. */
  window: string(),
  /** What the rule's templates name and the alert does not say. */
  missing: list(string()),
});

export const tryAlert = operation({
  name: "TryAlert",
  http: { method: "POST", path: "/_tocsin/alerts/try", status: 200 },
  input: structure("TryAlertInput", {
    responsePlanName: required(planName),
    /** As in the address: `alertmanager`. */
    source: required(string({ min: 1, max: 100 })),
    /** What the source would send. */
    payload: required(string({ max: 1_000_000 })),
  }),
  output: structure("TryAlertOutput", { alerts: required(list(tried)) }),
  errors: [...always, resourceNotFound],
});

export type TriedAlert = OutputOf<typeof tryAlert>["alerts"][number];
