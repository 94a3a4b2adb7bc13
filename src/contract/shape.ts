// The vocabulary in which both APIs are declared: Smithy's shapes as plain data, and the TypeScript types that follow from them.

export interface StringShape<Value extends string = string> {
  readonly type: "string";
  /** Length bounds, counted in Unicode code points. */
  readonly min?: number;
  readonly max?: number;
  /** Matched against the whole value. Written so that no input can make it backtrack. */
  readonly pattern?: RegExp;
  /** The pattern as the official model writes it. Used in messages. */
  readonly patternText?: string;
  readonly enum?: readonly Value[];
  readonly sensitive?: boolean;
}

export interface IntegerShape {
  readonly type: "integer";
  readonly min?: number;
  readonly max?: number;
}

export interface BooleanShape {
  readonly type: "boolean";
}

/** On the wire epoch seconds with milliseconds as fraction; in the program a `Date`. */
export interface TimestampShape {
  readonly type: "timestamp";
}

export interface ListShape<Member extends Shape = Shape> {
  readonly type: "list";
  readonly member: Member;
  readonly min?: number;
  readonly max?: number;
}

export interface MapShape<Value extends Shape = Shape, Key extends string = string> {
  readonly type: "map";
  readonly key: StringShape<Key>;
  readonly value: Value;
  readonly min?: number;
  readonly max?: number;
  /** Against the official model, an empty map passes in spite of `min`. */
  readonly emptyAllowed?: boolean;
}

/** A member is a shape, plus what holds only where it is used. */
export interface Member<Target extends Shape = Shape, Required extends boolean = boolean> {
  readonly shape: Target;
  readonly required: Required;
  /** Where restJson1 carries it; absent = in the body. */
  readonly location?: "query" | "label";
  /** Official clients fill it in when the caller leaves it out. */
  readonly idempotencyToken?: boolean;
}

export type Members = Readonly<Record<string, Member>>;

export interface StructureShape<Of extends Members = Members> {
  readonly type: "structure";
  readonly name: string;
  readonly members: Of;
}

/** Exactly one member is present. */
export interface UnionShape<Of extends Members = Members> {
  readonly type: "union";
  readonly name: string;
  readonly members: Of;
}

export type Shape =
  | StringShape
  | IntegerShape
  | BooleanShape
  | TimestampShape
  | ListShape
  | MapShape
  | StructureShape
  | UnionShape;

type RequiredKeys<M extends Members> = {
  [K in keyof M]: M[K] extends Member<Shape, true> ? K : never;
}[keyof M];

/** Of a shape that could be any, nothing is known: else there would be no end to it. */
type Within<S> = [Shape] extends [S] ? unknown : Infer<S>;

type StructureOf<M extends Members> = {
  [K in RequiredKeys<M>]: Within<M[K]["shape"]>;
} & {
  [K in Exclude<keyof M, RequiredKeys<M>>]?: Within<M[K]["shape"]> | undefined;
} extends infer Both
  ? { [K in keyof Both]: Both[K] }
  : never;

type MapOf<Key extends string, Value> = string extends Key ? Record<string, Value> : { [K in Key]?: Value };

type UnionOf<M extends Members> = {
  [K in keyof M]: { -readonly [P in K]: Within<M[P]["shape"]> } & {
    [P in Exclude<keyof M, K>]?: undefined;
  } extends infer Both
    ? { [P in keyof Both]: Both[P] }
    : never;
}[keyof M];

/** The TypeScript type of a decoded value of the shape. */
export type Infer<S> =
  S extends StringShape<infer Value>
    ? Value
    : S extends IntegerShape
      ? number
      : S extends BooleanShape
        ? boolean
        : S extends TimestampShape
          ? Date
          : S extends ListShape<infer M>
            ? Within<M>[]
            : S extends MapShape<infer V, infer Key>
              ? MapOf<Key, Within<V>>
              : S extends StructureShape<infer M>
                ? StructureOf<M>
                : S extends UnionShape<infer M>
                  ? UnionOf<M>
                  : never;

export const string = <const Value extends string = string>(
  traits: Omit<StringShape<Value>, "type"> = {},
): StringShape<Value> => ({ type: "string", ...traits });

/**
 * The pattern of a string, as the official model writes it.
 * @param safe says the same for the whole value, where the text itself is not anchored or could backtrack for ever
 */
export const matching = (
  text: string,
  safe: RegExp = new RegExp(text, "u"),
): Required<Pick<StringShape, "pattern" | "patternText">> => ({ pattern: safe, patternText: text });

/** A string that is one of the given words. */
export const words = <const Value extends string>(...values: readonly Value[]): StringShape<Value> => ({
  type: "string",
  enum: values,
});

export const integer = (traits: Omit<IntegerShape, "type"> = {}): IntegerShape => ({
  type: "integer",
  ...traits,
});
export const boolean = (): BooleanShape => ({ type: "boolean" });
export const timestamp = (): TimestampShape => ({ type: "timestamp" });

export const list = <M extends Shape>(
  member: M,
  bounds: { min?: number; max?: number } = {},
): ListShape<M> => ({
  type: "list",
  member,
  ...bounds,
});

export const map = <V extends Shape, Key extends string>(
  key: StringShape<Key>,
  value: V,
  traits: Pick<MapShape, "min" | "max" | "emptyAllowed"> = {},
): MapShape<V, Key> => ({ type: "map", key, value, ...traits });

type Traits = Omit<Member, "shape" | "required">;

export const required = <S extends Shape>(shape: S, traits: Traits = {}): Member<S, true> => ({
  shape,
  required: true,
  ...traits,
});

export const optional = <S extends Shape>(shape: S, traits: Traits = {}): Member<S, false> => ({
  shape,
  required: false,
  ...traits,
});

/** What a declaration may write for a member: a bare shape stands for an optional one. */
type Declared = Readonly<Record<string, Shape | Member>>;
type MembersOf<D extends Declared> = {
  readonly [K in keyof D]: D[K] extends Member ? D[K] : D[K] extends Shape ? Member<D[K], false> : never;
};

const members = <D extends Declared>(declared: D): MembersOf<D> =>
  Object.fromEntries(
    Object.entries(declared).map(([name, it]) => [name, "shape" in it ? it : optional(it)]),
  ) as MembersOf<D>;

export const structure = <const D extends Declared>(
  name: string,
  declared: D,
): StructureShape<MembersOf<D>> => ({
  type: "structure",
  name,
  members: members(declared),
});

export const union = <const D extends Declared>(name: string, declared: D): UnionShape<MembersOf<D>> => ({
  type: "union",
  name,
  members: members(declared),
});
