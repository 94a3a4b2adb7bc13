// Tags of contacts and rotations: a list of keys and values, unlike the map of ssm-incidents.
import { operation } from "../operation.ts";
import { type Infer, list, matching, required, string, structure } from "../shape.ts";
import { always, resourceNotFound, serviceQuotaExceeded } from "./errors.ts";
import { rpc } from "./vocabulary.ts";

const tagKey = string({ min: 1, max: 128, ...matching(String.raw`^[\\\/a-zA-Z0-9_+=\-]*$`) });
const tagValue = string({ min: 1, max: 256, ...matching(String.raw`^[\p{L}\p{Z}\p{N}_.:\/=+\-@]*$`) });

export const tags = list(structure("Tag", { Key: tagKey, Value: tagValue }), { max: 50 });
export type Tags = Infer<typeof tags>;

const ResourceARN = required(string({ min: 1, max: 1011 }));

export const listTagsForResource = operation({
  name: "ListTagsForResource",
  http: rpc,
  input: structure("ListTagsForResourceRequest", { ResourceARN }),
  output: structure("ListTagsForResourceResult", { Tags: tags }),
  errors: [...always, resourceNotFound],
});

export const tagResource = operation({
  name: "TagResource",
  http: rpc,
  input: structure("TagResourceRequest", { ResourceARN, Tags: required(tags) }),
  output: structure("TagResourceResult", {}),
  errors: [...always, resourceNotFound, serviceQuotaExceeded],
});

export const untagResource = operation({
  name: "UntagResource",
  http: rpc,
  input: structure("UntagResourceRequest", {
    ResourceARN,
    TagKeys: required(list(tagKey, { max: 50 })),
  }),
  output: structure("UntagResourceResult", {}),
  errors: [...always, resourceNotFound],
});
