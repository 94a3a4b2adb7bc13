// Whatever the contract lets through, about things that are there and things that are not, is done or refused in the operation's own words.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ApiError } from "../../src/contract/api-error.ts";
import { contacts } from "../../src/contract/contacts/service.ts";
import type { InputOf, Operation } from "../../src/contract/operation.ts";
import { arbitraryValue } from "../contract/arbitrary-values.ts";
import { type Calls, callsOn } from "../harness/calls.ts";
import { contactsAccount, type ContactsAccount } from "../harness/contacts-account.ts";
import { forEachEngine } from "../harness/engines.ts";
import type { Storage } from "../../src/storage/storage.ts";

/** Every ARN becomes one of the account's things, of whatever kind, or one that is gone. */
const aimed = (value: unknown, arns: Iterator<string>): unknown => {
  if (typeof value === "string") return value.startsWith("arn:") ? arns.next().value : value;
  if (value instanceof Date || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((it) => aimed(it, arns));
  return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, aimed(it, arns)]));
};

const inputOf = (operation: Operation, arns: readonly string[]): fc.Arbitrary<unknown> =>
  fc
    .tuple(arbitraryValue(operation.input), fc.infiniteStream(fc.constantFrom(...arns)))
    .map(([value, stream]) => aimed(value, stream));

forEachEngine((engine) => {
  let storage: Storage;
  let tocsin: Calls;
  let account: ContactsAccount;
  let arns: readonly string[];
  beforeAll(async () => {
    storage = await engine.open();
    tocsin = callsOn(storage);
    account = await contactsAccount(tocsin);
    const [zoe, amy] = [await account.wakeable("zoe"), await account.person("amy")];
    const rotation = await account.rotation([zoe, amy]);
    const night = await account.schedule("night", rotation);
    const team = await account.escalation("team");
    arns = [zoe, amy, rotation, night, team, await account.channel(amy), `${amy}-gone`];
  });
  afterAll(() => storage[Symbol.asyncDispose]());

  describe("any input that fits the shapes of", () => {
    it.each(Object.values<Operation>(contacts.operations).map((it) => [it.name, it] as const))(
      "%s",
      async (_, operation) => {
        await fc.assert(
          fc.asyncProperty(inputOf(operation, arns), async (input) => {
            const outcome = await account
              .call(operation, input as InputOf<Operation>)
              .then(() => undefined)
              .catch((error: unknown) => error);
            if (outcome === undefined) return;
            expect(outcome).toBeInstanceOf(ApiError);
            expect(operation.errors.map(({ name }) => name)).toContain((outcome as ApiError).name);
            expect((outcome as ApiError).message).not.toBe("");
          }),
          { numRuns: 40, seed: 3 },
        );
      },
    );
  });
});
