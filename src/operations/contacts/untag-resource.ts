// UntagResource: removes tags; keys that are not there are no mistake.
import { type Implementation, implement } from "../../contract/call.ts";
import { untagResource as operation } from "../../contract/contacts/tag.ts";
import { withoutTags } from "../../domain/tags.ts";
import { readTags, writeTags } from "../../storage/tags.ts";
import type { Given } from "../given.ts";
import { holdOwnTagged } from "./own-tagged.ts";

export const untagResource = ({ storage }: Given): Implementation =>
  implement({
    operation,
    resources: ({ ResourceARN }) => [ResourceARN],
    run: async ({ ResourceARN: arn, TagKeys: keys }, { caller: { account } }) => {
      await storage.write(async (tx) => {
        await holdOwnTagged(tx, { account, arn });
        await writeTags(tx, { arn, account }, withoutTags(await readTags(tx, arn), keys));
      });
      return {};
    },
  });
