// ARNs of AWS's own services, made of what their events tell.

export interface Place {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
}

/** Which AWS it is: the Regions of China and of the government have names of their own. */
export function partitionOf(region: string): "aws" | "aws-cn" | "aws-us-gov" {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** @param resource such as `table/orders` */
export const awsArn = (service: string, { account, region }: Place, resource: string): string =>
  `arn:${partitionOf(region)}:${service}:${region}:${account}:${resource}`;

/** As `ItemValue.arn` of the API reference has it; no text makes it backtrack. */
const written = /^arn:aws(-cn|-us-gov)?:[a-z0-9-]*:[a-z0-9-]*:([0-9]{12})?:.+$/u;

export const isArn = (text: string): boolean => text.length <= 1000 && written.test(text);
