// What policies say of an action on a resource: an explicit deny wins, and what nothing allows is denied (IAM user guide,
// policy evaluation logic).
import type { Policy, Selection } from "./policy-document.ts";
import { type Matcher, matcher } from "./wildcard.ts";

export type Outcome = "allowed" | "implicitDeny" | "explicitDeny";

interface Rule {
  readonly deny: boolean;
  /** Given in lower case: IAM does not tell the cases of an action apart, but does those of a resource. */
  readonly action: Matcher;
  readonly resource: Matcher;
}

/** A policy made ready for many evaluations. */
export type CompiledPolicy = readonly Rule[];

export const compile = (policy: Policy): CompiledPolicy =>
  policy.map(({ effect, actions, resources }) => ({
    deny: effect === "Deny",
    action: selector({ ...actions, patterns: actions.patterns.map((pattern) => pattern.toLowerCase()) }),
    resource: selector(resources),
  }));

function selector({ except, patterns }: Selection): Matcher {
  const matchers = patterns.map(matcher);
  return (text) => matchers.some((matches) => matches(text)) !== except;
}

/**
 * @param action such as `ssm-incidents:StartIncident`
 * @param resource an ARN, or `*` for an action that has no resource
 */
export function evaluate(policies: readonly CompiledPolicy[], action: string, resource: string): Outcome {
  const lowered = action.toLowerCase();
  let outcome: Outcome = "implicitDeny";
  for (const policy of policies)
    for (const rule of policy) {
      if (!rule.deny && outcome === "allowed") continue;
      if (!rule.action(lowered) || !rule.resource(resource)) continue;
      if (rule.deny) return "explicitDeny";
      outcome = "allowed";
    }
  return outcome;
}
