// UntagResource: removes tags; keys that are not there are no mistake.
import { type Implementation, implement } from "../../contract/call.ts";
import { untagResource as operation } from "../../contract/incidents/tag.ts";
import { withoutTags } from "../../domain/tags.ts";
import { readTags, writeTags } from "../../storage/tags.ts";
import type { Given } from "../given.ts";
import { lockOwnTagged } from "./own-tagged.ts";

export const untagResource = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ resourceArn }) => [resourceArn],
    run: async ({ resourceArn: arn, tagKeys }, { caller: { account } }) => {
      await given.storage.write(async (tx) => {
        await lockOwnTagged(tx, { account, arn });
        await writeTags(tx, { arn, account }, withoutTags(await readTags(tx, arn), tagKeys));
      });
      return {};
    },
  });
