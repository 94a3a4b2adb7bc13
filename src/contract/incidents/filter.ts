// Filters of lists: several are joined by AND, the values within one by OR.
import { type Infer, integer, list, required, string, structure, timestamp, union } from "../shape.ts";

const attributeValues = union("AttributeValueList", {
  integerValues: list(integer(), { max: 100 }),
  stringValues: list(string({ max: 1000 }), { max: 100 }),
});

const condition = union("Condition", {
  after: timestamp(),
  before: timestamp(),
  equals: attributeValues,
});
export type Condition = Infer<typeof condition>;

const filter = structure("Filter", { condition: required(condition), key: required(string({ max: 50 })) });
export const filters = list(filter, { max: 5 });
export type Filter = Infer<typeof filter>;
