// What is said when a topic is bound, against the fields of the kind.
import type { Configuration, DestinationKind } from "./destination.ts";

type Kind = Pick<DestinationKind, "name" | "fields">;

/** Everything that is wrong with it: sentences without their full stop. */
export function faultsOfConfiguration({ name, fields }: Kind, given: Configuration): string[] {
  const unknown = Object.keys(given).filter((it) => !Object.hasOwn(fields, it));
  return [
    ...unknown.map((it) => `${it} is nothing that ${name} knows (${Object.keys(fields).join(", ")})`),
    ...Object.entries(fields).flatMap(([field, { required, fault }]) => {
      const value = Object.hasOwn(given, field) ? given[field] : undefined;
      if (value === undefined) return required === true ? [`${field} is missing`] : [];
      const wrong = fault(value);
      return wrong === undefined ? [] : [`${field} must be ${wrong}`];
    }),
  ];
}

/** What may be shown of it. */
export const shownOf = ({ fields }: Kind, given: Configuration): Record<string, string> =>
  Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      const shown = field?.secret === true ? field.hint?.(value) : value;
      return shown === undefined ? [] : [[name, shown]];
    }),
  );
