// TagResource: adds tags, and replaces those of the same key.
import { type Implementation, implement } from "../../contract/call.ts";
import { tagResource as operation } from "../../contract/incidents/tag.ts";
import { maxTags, withTags } from "../../domain/tags.ts";
import { readTags, writeTags } from "../../storage/tags.ts";
import type { Given } from "../given.ts";
import { refuse, reservedTagKeys } from "./beyond-shapes.ts";
import { quotaExceeded } from "./errors.ts";
import { lockOwnTagged } from "./own-tagged.ts";

export const tagResource = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ resourceArn }) => [resourceArn],
    run: async ({ resourceArn: arn, tags: added }, { caller: { account } }) => {
      refuse(reservedTagKeys("tags", added));
      await given.storage.write(async (tx) => {
        await lockOwnTagged(tx, { account, arn });
        const tags = withTags(await readTags(tx, arn), added);
        if (Object.keys(tags).length > maxTags)
          throw quotaExceeded(`A resource has at most ${maxTags} tags.`, "tags-per-resource");
        await writeTags(tx, { arn, account }, tags);
      });
      return {};
    },
  });
