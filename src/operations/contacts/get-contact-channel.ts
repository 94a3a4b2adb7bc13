// GetContactChannel: a person's address, and whether it is used.
import { type Implementation, implement } from "../../contract/call.ts";
import { getContactChannel as operation } from "../../contract/contacts/channel.ts";
import { shownChannel } from "../../domain/contacts/channel.ts";
import type { Given } from "../given.ts";
import { ownChannel } from "./own-channel.ts";

export const getContactChannel = ({ storage }: Given): Implementation =>
  implement({
    operation,
    resources: ({ ContactChannelId }) => [ContactChannelId],
    run: async ({ ContactChannelId: arn }, { caller: { account } }) =>
      shownChannel(await storage.read((reader) => ownChannel(reader, { account, arn }))),
  });
