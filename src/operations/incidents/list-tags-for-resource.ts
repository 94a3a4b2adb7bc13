// ListTagsForResource: all tags of a response plan, an incident or the replication set.
import { type Implementation, implement } from "../../contract/call.ts";
import { listTagsForResource as operation } from "../../contract/incidents/tag.ts";
import { readTags } from "../../storage/tags.ts";
import type { Given } from "../given.ts";
import { requireTagged } from "./own-tagged.ts";

export const listTagsForResource = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ resourceArn }) => [resourceArn],
    run: ({ resourceArn: arn }, { caller: { account } }) =>
      given.storage.read(async (reader) => {
        await requireTagged(reader, { account, arn });
        return { tags: await readTags(reader, arn) };
      }),
  });
