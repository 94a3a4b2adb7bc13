import { expect, it } from "vitest";
import { contacts } from "../../contract/contacts/service.ts";
import { callsOn, newCaller } from "../../../test/harness/calls.ts";
import { sqlite } from "../../../test/harness/engines.ts";
import { contactsImplementations } from "./implementations.ts";

const implementations = async () => {
  await using storage = await sqlite.open();
  return contactsImplementations(callsOn(storage).given);
};

it("all 39 operations of the contract are built", async () => {
  const built = [...(await implementations()).keys()];
  expect(built.toSorted()).toEqual(Object.keys(contacts.operations).toSorted());
  expect(built).toHaveLength(39);
});

const caller = newCaller();
const ownArn = (resource: string) => `arn:aws:ssm-contacts:${caller.region}:${caller.account}:${resource}`;

/** Which permission is asked for where the call itself names no ARN. */
const withoutArn: Readonly<Record<string, string>> = {
  CreateContact: ownArn("contact/bob"),
  CreateRotation: ownArn("rotation/*"),
  ListContacts: "*",
  ListEngagements: "*",
  ListPreviewRotationShifts: "*",
  ListRotations: "*",
};
/** What a call is about comes first, whatever else it names. */
const arnMembers = [
  "ContactArn",
  "ContactId",
  "PageId",
  "EngagementId",
  "ContactChannelId",
  "RotationId",
  "ResourceARN",
];

it("every call needs the permission on the one thing that it is about", async () => {
  for (const { operation, resources } of (await implementations()).values()) {
    const named = arnMembers.filter((member) => Object.hasOwn(operation.input.members, member)).slice(0, 1);
    const input = { Alias: "bob", ...Object.fromEntries(named.map((member) => [member, ownArn(member)])) };
    const expected = named.length === 0 ? [withoutArn[operation.name]] : named.map(ownArn);
    expect(resources(input, caller), operation.name).toEqual(expected);
    expect(expected).toHaveLength(1);
  }
});
