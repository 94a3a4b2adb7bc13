import { describe, expect, it } from "vitest";
import {
  begun,
  ending,
  endsTheSet,
  isRegionName,
  objection,
  settled,
  updating,
  withProtection,
} from "./replication-set.ts";

const alice = { by: "arn:aws:iam::111122223333:user/alice", now: 1000 };
const bob = { by: "arn:aws:iam::111122223333:user/bob", now: 2000 };
const arn = "arn:aws:ssm-incidents::111122223333:replication-set/40bd98f0-4110-2dee-b35e-b87006f9e172";
const active = (...names: string[]) =>
  settled(
    begun(
      arn,
      names.map((name) => ({ name })),
      alice,
    ),
    1500,
  );
const regionsOf = (set: ReturnType<typeof active>) =>
  set.regions.map(({ name, status }) => `${name} ${status}`);

describe("a new replication set", () => {
  it("is CREATING in every Region, unprotected, with the default key where none was given", () => {
    const set = begun(
      arn,
      [
        { name: "us-east-1", sseKmsKeyId: "" },
        { name: "eu-west-1", sseKmsKeyId: "k" },
      ],
      alice,
    );
    expect(set).toMatchObject({
      status: "CREATING",
      deletionProtected: false,
      createdBy: alice.by,
      createdTime: 1000,
    });
    expect(set.regions).toEqual([
      { name: "us-east-1", status: "CREATING", statusTime: 1000, sseKmsKeyId: "DefaultKey" },
      { name: "eu-west-1", status: "CREATING", statusTime: 1000, sseKmsKeyId: "k" },
    ]);
  });

  it("is ACTIVE in every Region when its wait is over, changed by nobody else", () => {
    expect(active("us-east-1")).toMatchObject({
      status: "ACTIVE",
      lastModifiedBy: alice.by,
      lastModifiedTime: 1000,
      regions: [{ status: "ACTIVE", statusTime: 1500 }],
    });
  });
});

describe("an update", () => {
  it("adds a Region last and leaves the others in service", () => {
    const add = { addRegionAction: { regionName: "eu-west-1" } };
    const set = updating(active("us-east-1"), add, bob);
    expect(set).toMatchObject({ status: "UPDATING", lastModifiedBy: bob.by, lastModifiedTime: 2000 });
    expect(regionsOf(set)).toEqual(["us-east-1 ACTIVE", "eu-west-1 CREATING"]);
    expect(regionsOf(settled(set, 3000))).toEqual(["us-east-1 ACTIVE", "eu-west-1 ACTIVE"]);
  });

  it("shows a Region as DELETING until it is gone", () => {
    const remove = { deleteRegionAction: { regionName: "us-east-1" } };
    const set = updating(active("us-east-1", "eu-west-1"), remove, bob);
    expect(regionsOf(set)).toEqual(["us-east-1 DELETING", "eu-west-1 ACTIVE"]);
    expect(settled(set, 3000).regions).toEqual(active("eu-west-1").regions);
  });

  it.each([
    ["a Region that is there already", { addRegionAction: { regionName: "us-east-1" } }, ["us-east-1"]],
    [
      "a fourth Region",
      { addRegionAction: { regionName: "us-west-2" } },
      ["us-east-1", "eu-west-1", "ap-south-1"],
    ],
    [
      "to remove a Region that is not there",
      { deleteRegionAction: { regionName: "us-west-2" } },
      ["us-east-1"],
    ],
  ])("is refused for %s", (_, action, names) => {
    expect(objection(active(...names), action)).toEqual(expect.any(String));
  });

  it("takes the last Region, and the set with it, unless the set is protected", () => {
    const last = { deleteRegionAction: { regionName: "us-east-1" } };
    expect(objection(active("us-east-1"), last)).toBeUndefined();
    expect(endsTheSet(active("us-east-1"), last)).toBe(true);
    expect(endsTheSet(active("us-east-1", "eu-west-1"), last)).toBe(false);
    expect(objection(withProtection(active("us-east-1"), true, bob), last)).toMatch(/protected/);
    expect(objection(withProtection(active("us-east-1", "eu-west-1"), true, bob), last)).toBeUndefined();
  });
});

it("a set that ends is DELETING in every Region", () => {
  const set = ending(active("us-east-1", "eu-west-1"), bob);
  expect(set.status).toBe("DELETING");
  expect(regionsOf(set)).toEqual(["us-east-1 DELETING", "eu-west-1 DELETING"]);
});

it.each(["us-east-1", "ap-southeast-2", "us-gov-west-1", "eusc-de-east-1", "us-iso-east-1"])(
  "%s is a Region",
  (name) => {
    expect(isRegionName(name)).toBe(true);
  },
);

it.each(["", "us-east", "US-EAST-1", "us_east_1", "us-east-1 ", "__proto__", "us-east-1\n", "us--1"])(
  "%j is no Region",
  (name) => {
    expect(isRegionName(name)).toBe(false);
  },
);
