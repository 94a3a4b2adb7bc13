// Random values that a shape accepts, as the program has them.
import fc from "fast-check";
import type { Members, Shape, StringShape } from "../../src/contract/shape.ts";
import { edgesOf, textOf } from "./sample-values.ts";

const few = 3;

/** All but U+0000 and surrogates. */
const character = fc
  .oneof(fc.integer({ min: 1, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((codePoint) => String.fromCodePoint(codePoint));

const anyText = ({ min = 0, max = 20 }: StringShape): fc.Arbitrary<string> =>
  fc.string({ unit: character, minLength: min, maxLength: Math.max(min, Math.min(max, 20)) });

const arbitraryText = (shape: StringShape): fc.Arbitrary<string> => {
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum);
  if (shape.pattern === undefined)
    return fc.oneof(anyText(shape), fc.constant((shape.max ?? 9) >= 9 ? "__proto__" : "a"));
  // Policies may be so long that nothing else would get its turn.
  const edges = edgesOf(shape).filter((it): it is string => typeof it === "string" && it.length < 5000);
  return fc.constantFrom(textOf(shape, shape.min ?? 1), ...edges);
};

const arbitraryMembers = (members: Members): fc.Arbitrary<unknown> =>
  fc.record(
    Object.fromEntries(Object.entries(members).map(([name, it]) => [name, arbitraryValue(it.shape)])),
    {
      requiredKeys: Object.entries(members)
        .filter(([, it]) => it.required)
        .map(([name]) => name),
    },
  );

export const arbitraryValue = (shape: Shape): fc.Arbitrary<unknown> => {
  if (shape.type === "string") return arbitraryText(shape);
  if (shape.type === "integer")
    return fc.integer({ min: shape.min ?? -(2 ** 31), max: shape.max ?? 2 ** 31 - 1 });
  if (shape.type === "boolean") return fc.boolean();
  if (shape.type === "timestamp")
    return fc
      .integer({ min: -62_135_596_800_000, max: 253_402_300_799_000 })
      .map((milliseconds) => new Date(milliseconds));
  if (shape.type === "structure") return arbitraryMembers(shape.members);
  if (shape.type === "union")
    return fc.oneof(
      ...Object.entries(shape.members).map(([name, it]) => fc.record({ [name]: arbitraryValue(it.shape) })),
    );
  const [least, most] = [shape.min ?? 0, Math.min(shape.max ?? few, few)];
  if (shape.type === "list")
    return fc.array(arbitraryValue(shape.member), { minLength: least, maxLength: most });
  return fc.dictionary(arbitraryText(shape.key), arbitraryValue(shape.value), {
    minKeys: least,
    maxKeys: most,
  });
};
