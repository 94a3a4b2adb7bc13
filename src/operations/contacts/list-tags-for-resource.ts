// ListTagsForResource: all tags of a contact or rotation.
import { type Implementation, implement } from "../../contract/call.ts";
import { listTagsForResource as operation } from "../../contract/contacts/tag.ts";
import { tagListOf } from "../../domain/contacts/tag-list.ts";
import { readTags } from "../../storage/tags.ts";
import type { Given } from "../given.ts";
import { requireTagged } from "./own-tagged.ts";

export const listTagsForResource = ({ storage }: Given): Implementation =>
  implement({
    operation,
    resources: ({ ResourceARN }) => [ResourceARN],
    run: ({ ResourceARN: arn }, { caller: { account } }) =>
      storage.read(async (reader) => {
        await requireTagged(reader, { account, arn });
        return { Tags: tagListOf(await readTags(reader, arn)) };
      }),
  });
