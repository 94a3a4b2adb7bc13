// What the shapes cannot say of an input, told like what they can: every broken field at once.
import { type Violation, validationMessage } from "../../contract/violation.ts";
import { isRegionName } from "../../domain/replication-set.ts";
import { reservedKeys } from "../../domain/tags.ts";
import { validation } from "./errors.ts";

/** @throws ValidationException when there is any */
export function refuse(violations: readonly Violation[]): void {
  if (violations.length > 0) throw validation(validationMessage(violations));
}

const regionConstraint = "Member must be the name of a Region, such as us-east-1";

export const wrongRegion = (path: string, name: string | undefined): Violation[] =>
  name === undefined || isRegionName(name)
    ? []
    : [{ path, value: `'${name}'`, constraint: regionConstraint }];

/** Of a map whose keys are Regions. */
export const wrongRegionKeys = (path: string, names: readonly string[]): Violation[] =>
  names
    .filter((name) => !isRegionName(name))
    .map((name) => ({ path, value: `'${name}'`, constraint: keysMust(regionConstraint) }));

const reservedConstraint = "Member must not begin with aws:, which is reserved";

/** Of a map of tags, which may be absent. */
export const reservedTagKeys = (path: string, tags: Readonly<Record<string, string>> = {}): Violation[] =>
  reservedKeys(Object.keys(tags)).map((key) => ({
    path,
    value: `'${key}'`,
    constraint: keysMust(reservedConstraint),
  }));

const keysMust = (constraint: string): string => `Map keys must satisfy constraint: [${constraint}]`;
