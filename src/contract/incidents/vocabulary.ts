// The small values that several resources of ssm-incidents share.
import { integer, matching, optional, string } from "../shape.ts";

export const arn = string({
  max: 1000,
  ...matching("^arn:aws(-cn|-us-gov)?:[a-z0-9-]*:[a-z0-9-]*:([0-9]{12})?:.+$"),
});

export const clientToken = optional(string({ max: 128 }), { idempotencyToken: true });

/** 1 is critical, 5 is no impact. */
export const impact = integer({ min: 1, max: 5 });

export const incidentTitle = string({ max: 200 });
export const incidentSummary = string({ max: 8000 });
export const dedupeString = string({ max: 1000 });

export const nextToken = string({ max: 2000 });

/** The members with which a caller asks for one page of a list. */
export const paging = { maxResults: integer({ min: 1, max: 100 }), nextToken } as const;
