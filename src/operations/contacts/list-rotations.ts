// ListRotations: the account's rotations of this Region, sorted by name.
import { type Implementation, implement } from "../../contract/call.ts";
import { listRotations as operation } from "../../contract/contacts/rotation.ts";
import { shownRotation } from "../../domain/contacts/rotation.ts";
import { listRotations as rotationsAfter } from "../../storage/rotations.ts";
import type { Given } from "../given.ts";
import { listing } from "./listing.ts";
import { requireOnboardedReader } from "./onboarded.ts";

export const listRotations = (given: Given): Implementation =>
  implement({
    operation,
    resources: () => ["*"],
    run: (input, { caller }) =>
      given.storage.read(async (reader) => {
        const { account, region } = caller;
        await requireOnboardedReader(reader, account);
        const { RotationNamePrefix: namePrefix } = input;
        const { rows, next } = await listing(given, {
          operation: operation.name,
          caller,
          input,
          rowsAfter: ([name = "", arn = ""] = [], limit) =>
            rotationsAfter(reader, {
              account,
              region,
              namePrefix,
              after: [String(name), String(arn)],
              limit,
            }),
          positionOf: ({ name, arn }) => [name, arn],
        });
        return { Rotations: rows.map(shownRotation), ...next };
      }),
  });
