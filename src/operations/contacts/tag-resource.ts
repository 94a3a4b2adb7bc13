// TagResource: adds tags to a contact or rotation, and replaces those of the same key.
import { type Implementation, implement } from "../../contract/call.ts";
import { tagResource as operation } from "../../contract/contacts/tag.ts";
import { tagFaults, tagMapOf } from "../../domain/contacts/tag-list.ts";
import { maxTags, withTags } from "../../domain/tags.ts";
import { readTags, writeTags } from "../../storage/tags.ts";
import type { Given } from "../given.ts";
import { quotaExceeded, refuse } from "./errors.ts";
import { holdOwnTagged } from "./own-tagged.ts";

export const tagResource = ({ storage }: Given): Implementation =>
  implement({
    operation,
    resources: ({ ResourceARN }) => [ResourceARN],
    run: async ({ ResourceARN: arn, Tags: added }, { caller: { account } }) => {
      refuse(tagFaults(added));
      await storage.write(async (tx) => {
        await holdOwnTagged(tx, { account, arn });
        const tags = withTags(await readTags(tx, arn), tagMapOf(added));
        if (Object.keys(tags).length > maxTags)
          throw quotaExceeded(`A resource has at most ${maxTags} tags.`, { code: "tags-per-resource" });
        await writeTags(tx, { arn, account }, tags);
      });
      return {};
    },
  });
