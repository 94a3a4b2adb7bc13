// Whether the holder of an access key may do what it asks, and in AWS's words why not.
import { type CompiledPolicy, compile, evaluate, type Outcome } from "./evaluate.ts";
import { readPolicy } from "./policy-document.ts";
import { isReadyMade, readyMade } from "./ready-made.ts";

interface Identity {
  /** `arn:aws:iam::111122223333:user/alice`. */
  readonly arn: string;
  /** The name of a ready-made policy, or a policy document. */
  readonly policy: string;
}

type Decision = { readonly allowed: true } | { readonly allowed: false; readonly message: string };

/** @param resources all of them must be allowed; none at all counts as `*` */
export type Authorize = (identity: Identity, action: string, resources: readonly string[]) => Decision;

/**
 * Compiles each policy once and keeps the most recently used.
 *
 * @param kept how many compiled policies to keep
 */
export function createAuthorize(kept = 1000): Authorize {
  const compiled = new Map<string, CompiledPolicy>();
  const compiledOf = (policy: string): CompiledPolicy => {
    const found = compiled.get(policy) ?? compilePolicy(policy);
    compiled.delete(policy);
    compiled.set(policy, found);
    const [oldest] = compiled.keys();
    if (compiled.size > kept && oldest !== undefined) compiled.delete(oldest);
    return found;
  };
  return (identity, action, resources) => {
    const policies = [compiledOf(identity.policy)];
    for (const resource of resources.length === 0 ? ["*"] : resources) {
      const outcome = evaluate(policies, action, resource);
      if (outcome !== "allowed")
        return { allowed: false, message: refusal({ arn: identity.arn, action, resource, outcome }) };
    }
    return { allowed: true };
  };
}

/** A stored document that this version cannot read, say after going back to an older one, allows nothing. */
function compilePolicy(policy: string): CompiledPolicy {
  if (isReadyMade(policy)) return compile(readyMade(policy));
  const reading = readPolicy(policy);
  return "policy" in reading ? compile(reading.policy) : [];
}

interface Refused {
  readonly arn: string;
  readonly action: string;
  readonly resource: string;
  readonly outcome: Exclude<Outcome, "allowed">;
}

/** The text of AccessDeniedException (IAM user guide, access denied error messages). */
const refusal = ({ arn, action, resource, outcome }: Refused): string =>
  `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} ${
    outcome === "explicitDeny"
      ? "with an explicit deny in an identity-based policy"
      : `because no identity-based policy allows the ${action} action`
  }`;
