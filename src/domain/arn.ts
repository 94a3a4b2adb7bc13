// The ARNs of ssm-incidents: none of them carries a Region. Source: the CLI's examples.

/** The whole ARN is at most 1,000 characters, so these patterns see little; none of them can backtrack. */
const responsePlan = /^arn:aws:ssm-incidents::(\d{12}):response-plan\/([\w-]{1,200})$/;
const incident = /^arn:aws:ssm-incidents::(\d{12}):incident-record\/([\w-]{1,200})\/([0-9a-f-]{36})$/;
const replicationSet = /^arn:aws:ssm-incidents::(\d{12}):replication-set\/([0-9a-f-]{36})$/;

export const replicationSetArn = (account: string, id: string): string =>
  `arn:aws:ssm-incidents::${account}:replication-set/${id}`;

export const responsePlanArn = (account: string, name: string): string =>
  `arn:aws:ssm-incidents::${account}:response-plan/${name}`;

export const incidentArn = (account: string, planName: string, id: string): string =>
  `arn:aws:ssm-incidents::${account}:incident-record/${planName}/${id}`;

/** What an ARN of this service names; undefined for any other text. */
export type Named =
  | { readonly kind: "replication-set"; readonly account: string; readonly id: string }
  | { readonly kind: "response-plan"; readonly account: string; readonly name: string }
  | {
      readonly kind: "incident-record";
      readonly account: string;
      readonly planName: string;
      readonly id: string;
    };

export function parseArn(arn: string): Named | undefined {
  const [, planAccount, name] = responsePlan.exec(arn) ?? [];
  if (planAccount !== undefined && name !== undefined)
    return { kind: "response-plan", account: planAccount, name };
  const [, account, planName, id] = incident.exec(arn) ?? [];
  if (account !== undefined && planName !== undefined && id !== undefined)
    return { kind: "incident-record", account, planName, id };
  const [, setAccount, setId] = replicationSet.exec(arn) ?? [];
  if (setAccount !== undefined && setId !== undefined)
    return { kind: "replication-set", account: setAccount, id: setId };
  return undefined;
}
