// The small values that several resources of ssm-contacts share.
import { integer, list, matching, optional, string } from "../shape.ts";

/** The binding of every operation: the name travels in X-Amz-Target. */
export const rpc = { method: "POST", path: "/", status: 200 } as const;

/** The ARN of a contact, channel, engagement, page or rotation. */
export const contactsArn = string({
  min: 1,
  max: 2048,
  // The official text ends in a group that repeats a group: a backtracking engine takes exponential time to refuse.
  ...matching(
    String.raw`arn:(aws|aws-cn|aws-us-gov):ssm-contacts:[-\w+=\/,.@]*:[0-9]+:([\w+=\/,.@:-]+)*`,
    /^arn:(aws|aws-cn|aws-us-gov):ssm-contacts:[-\w+=/,.@]*:[0-9]+:[\w+=/,.@:-]*$/u,
  ),
});
export const contactsArns = list(contactsArn, { max: 25 });

const token = string({ max: 2048, ...matching(String.raw`^[\\\/a-zA-Z0-9_+=\-]*$`) });

export const nextToken = token;
export const idempotencyToken = token;
/** The token where official clients fill it in. */
export const filledIdempotencyToken = optional(token, { idempotencyToken: true });

/** The members with which a caller asks for one page of a list. */
export const paging = { MaxResults: integer({ min: 0, max: 1024 }), NextToken: nextToken } as const;

/** The incident for which somebody is engaged: any text, usually the ARN of an incident record. */
export const incidentId = string({ max: 1024, ...matching(String.raw`^[\\a-zA-Z0-9_@#%*+=:?.\/!\s-]*$`) });
