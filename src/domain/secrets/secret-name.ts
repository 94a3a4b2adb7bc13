// How a secret is named: by its name, or by an ARN of AWS Secrets Manager, which ends in six characters of its own.

const arn = /^arn:[a-z-]{1,20}:secretsmanager:[a-z0-9-]{0,30}:\d{12}:secret:(.{1,512})$/s;
const suffix = /-[A-Za-z0-9]{6}$/;

/**
 * The names that a plan's `secretId` may mean, the likelier first: an ARN can be given with or without its suffix, and a
 * name may look as if it had one. Source: user guide of AWS Secrets Manager.
 */
export function secretNames(secretId: string): string[] {
  const [, name] = arn.exec(secretId) ?? [];
  if (name === undefined) return [secretId];
  return suffix.test(name) ? [name.replace(suffix, ""), name] : [name];
}
