// The inferred types against those of the official clients. Most of this is proven by the compiler: a wrong type fails `tsc`.
import * as contactsClient from "@aws-sdk/client-ssm-contacts";
import * as incidentsClient from "@aws-sdk/client-ssm-incidents";
import { expect, test } from "vitest";
import { contacts } from "../../src/contract/contacts/service.ts";
import { incidents } from "../../src/contract/incidents/service.ts";
import type { InputOf, Operation, OutputOf } from "../../src/contract/operation.ts";

/**
 * What a type says when set free of how clients write it: required members that may be undefined, the union's member
 * for what a client does not know, and whether an absent member may also be an undefined one.
 */
type Plain<T> = T extends Date
  ? Date
  : T extends readonly (infer Member)[]
    ? Plain<Member>[]
    : T extends { readonly $unknown: unknown }
      ? never
      : T extends object
        ? { [K in keyof T as Exclude<K, "$unknown" | "$metadata">]: Plain<Exclude<T[K], undefined>> }
        : T;

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

interface Command {
  readonly input: object;
  readonly resolveMiddleware: (...given: never[]) => (...given: never[]) => Promise<{ output: object }>;
}
type Instance<Class> = Class extends new (...given: never[]) => infer It ? Extract<It, Command> : never;
type CommandOf<Client, Name> = `${Name & string}Command` extends keyof Client
  ? Instance<Client[`${Name & string}Command`]>
  : never;
type ClientInput<C extends Command> = C["input"];
type ClientOutput<C extends Command> = Awaited<ReturnType<ReturnType<C["resolveMiddleware"]>>>["output"];

/** The names of the operations whose types differ. */
type DifferentInputs<Client, Operations> = {
  [Name in keyof Operations]: Operations[Name] extends Operation
    ? Same<Plain<InputOf<Operations[Name]>>, Plain<ClientInput<CommandOf<Client, Name>>>> extends true
      ? never
      : Name
    : Name;
}[keyof Operations];
type DifferentOutputs<Client, Operations> = {
  [Name in keyof Operations]: Operations[Name] extends Operation
    ? Same<Plain<OutputOf<Operations[Name]>>, Plain<ClientOutput<CommandOf<Client, Name>>>> extends true
      ? never
      : Name
    : Name;
}[keyof Operations];

type Proven<Fact extends true> = Fact;

type Incidents = typeof incidents.operations;
type Contacts = typeof contacts.operations;
type IncidentsClient = typeof incidentsClient;
type ContactsClient = typeof contactsClient;

export type IncidentsInputs = Proven<Same<DifferentInputs<IncidentsClient, Incidents>, never>>;
export type IncidentsOutputs = Proven<Same<DifferentOutputs<IncidentsClient, Incidents>, never>>;
export type ContactsInputs = Proven<Same<DifferentInputs<ContactsClient, Contacts>, never>>;

/** We leave StartTime out where none was given. */
export type ContactsOutputs = Proven<Same<DifferentOutputs<ContactsClient, Contacts>, "GetRotation">>;
type RotationWithStart = OutputOf<Contacts["GetRotation"]> & { StartTime: Date };
export type GetRotationOtherwise = Proven<
  Same<Plain<RotationWithStart>, Plain<ClientOutput<CommandOf<ContactsClient, "GetRotation">>>>
>;

const commandsOf = (client: object): readonly string[] =>
  Object.keys(client)
    .filter((it) => it.endsWith("Command") && !it.startsWith("$"))
    .map((it) => it.slice(0, -"Command".length))
    .sort();

test.each([
  ["ssm-incidents", incidents.operations, incidentsClient],
  ["ssm-contacts", contacts.operations, contactsClient],
])("the official client of %s has a command for every operation, and no other", (_, operations, client) => {
  expect(commandsOf(client)).toEqual(Object.keys(operations).sort());
});
