// Tags of response plans, incidents and replication sets: a map, unlike the list of ssm-contacts.
import { operation } from "../operation.ts";
import { type Infer, list, map, matching, required, string, structure } from "../shape.ts";
import { always, conflict, resourceNotFound, serviceQuotaExceeded } from "./errors.ts";

const tagKey = string({ min: 1, max: 128, ...matching("^(?!aws:)[A-Za-z0-9 _=@:.+-/]+$") });
const tagValue = string({ max: 256, ...matching("^[A-Za-z0-9 _=@:.+-/]*$") });

/** Where tags are given, there is at least one. */
export const tagMap = map(tagKey, tagValue, { min: 1, max: 50 });
/** Where tags are replaced, none are left by an empty map. */
export const tagMapUpdate = map(tagKey, tagValue, { max: 50 });
export type TagMap = Infer<typeof tagMap>;

const resourceArn = required(string(), { location: "label" });

export const listTagsForResource = operation({
  name: "ListTagsForResource",
  http: { method: "GET", path: "/tags/{resourceArn}", status: 200 },
  input: structure("ListTagsForResourceRequest", { resourceArn }),
  output: structure("ListTagsForResourceResponse", { tags: required(tagMap) }),
  errors: [...always, resourceNotFound],
});

export const tagResource = operation({
  name: "TagResource",
  http: { method: "POST", path: "/tags/{resourceArn}", status: 204 },
  input: structure("TagResourceRequest", { resourceArn, tags: required(tagMap) }),
  output: structure("TagResourceResponse", {}),
  errors: [...always, conflict, resourceNotFound, serviceQuotaExceeded],
});

export const untagResource = operation({
  name: "UntagResource",
  http: { method: "DELETE", path: "/tags/{resourceArn}", status: 204 },
  idempotent: true,
  input: structure("UntagResourceRequest", {
    resourceArn,
    tagKeys: required(list(tagKey, { min: 1, max: 50 }), { location: "query" }),
  }),
  output: structure("UntagResourceResponse", {}),
  errors: [...always, conflict, resourceNotFound],
});
