// Looks at every response plan of an account: whether an incident would wake anybody.
import type { Finding } from "../../contract/tocsin/reachability.ts";
import { responsePlanArn } from "../../domain/arn.ts";
import { parseContactsArn } from "../../domain/contacts/arn.ts";
import { type NamedPlan, listResponsePlans } from "../../storage/response-plans.ts";
import { type Tags, readAllTags } from "../../storage/tags.ts";
import type { GivenForDoctor } from "./given.ts";
import { secretFault } from "./secret-fault.ts";
import { tagFaults } from "./tag-faults.ts";

export interface ResponsePlansChecked {
  readonly count: number;
  readonly findings: readonly Finding[];
  /** The names of those that engage nobody. */
  readonly quiet: readonly string[];
}

interface Account {
  readonly account: string;
  /** Whether it wakes anybody, by ARN: every contact of the account. */
  readonly wakes: ReadonlyMap<string, boolean>;
}

const partSize = 200;

export async function checkResponsePlans(
  { storage, sealer }: Pick<GivenForDoctor, "storage" | "sealer">,
  { account, wakes }: Account,
): Promise<ResponsePlansChecked> {
  const findings: Finding[] = [];
  const quiet: string[] = [];
  for (let after = "", count = 0; ;) {
    const plans = await listResponsePlans(storage, account, { after, limit: partSize });
    const arnOf = ({ name }: NamedPlan): string => responsePlanArn(account, name);
    const tags = await readAllTags(storage, plans.map(arnOf));
    for (const plan of plans) {
      const finding = checkPlan(plan, {
        arn: arnOf(plan),
        wakes,
        tags: tags.get(arnOf(plan)),
        secret: await secretFault({ storage, sealer }, account, plan),
      });
      if (finding.faults.length > 0) findings.push(finding);
      if ((plan.plan.engagements ?? []).length === 0) quiet.push(plan.name);
    }
    count += plans.length;
    after = plans.at(-1)?.name ?? "";
    if (plans.length < partSize) return { count, findings, quiet };
  }
}

interface ToCheck {
  readonly arn: string;
  readonly wakes: Account["wakes"];
  readonly tags: Tags | undefined;
  /** What is wrong with the secret of its integration. */
  readonly secret: string | undefined;
}

function checkPlan({ name, plan }: NamedPlan, { arn, wakes, tags, secret }: ToCheck): Finding {
  const engagements = plan.engagements ?? [];
  const faults = engagements.flatMap((contact) => {
    const it = wakes.get(contact);
    if (it === undefined) return [`it engages ${contact}, which is gone`];
    return it ? [] : [`it engages ${aliasOf(contact)}, who could not be woken`];
  });
  return {
    arn,
    name,
    type: "RESPONSE_PLAN",
    wakes: engagements.some((contact) => wakes.get(contact) === true),
    faults: [...faults, ...(secret === undefined ? [] : [secret]), ...tagFaults(tags)],
  };
}

function aliasOf(arn: string): string {
  const named = parseContactsArn(arn);
  return named?.kind === "contact" ? named.alias : arn;
}
