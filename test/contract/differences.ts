// What a declaration says otherwise than the official model: one line for every trait, none where they agree.
import type { ErrorShape, Operation } from "../../src/contract/operation.ts";
import type { Member, Shape } from "../../src/contract/shape.ts";
import type { ModelMember, ModelShape, OfficialModel } from "./official-model.ts";

type Traits = Readonly<Record<string, unknown>>;

const sizeTraits = ({ min, max }: { min?: number; max?: number }): Traits => ({
  // No length is below 0.
  min: min === 0 ? undefined : min,
  max,
});

const declaredTraits = (shape: Shape): Traits => {
  if (shape.type === "integer") return { type: shape.type, min: shape.min, max: shape.max };
  if (shape.type === "list") return { type: shape.type, ...sizeTraits(shape) };
  if (shape.type === "map")
    return { type: shape.type, ...sizeTraits(shape), emptyAllowed: shape.emptyAllowed };
  if (shape.type === "structure" || shape.type === "union") return { type: shape.type, name: shape.name };
  if (shape.type !== "string") return { type: shape.type };
  const pattern = shape.patternText ?? shape.pattern?.source;
  const { sensitive, enum: values } = shape;
  return { type: shape.type, ...sizeTraits(shape), pattern, enum: values, sensitive };
};

const modelTraits = (shape: ModelShape, name: string): Traits => {
  const { type, min, max, pattern } = shape;
  if (type === "structure") return { type: shape.union === true ? "union" : type, name };
  if (type === "integer") return { type, min, max };
  return { type, ...sizeTraits(shape), pattern, enum: shape.enum };
};

const locations = { querystring: "query", uri: "label" } as const;

const unequal = (path: string, declared: Traits, official: Traits): readonly string[] =>
  [...new Set([...Object.keys(declared), ...Object.keys(official)])]
    .filter((trait) => JSON.stringify(declared[trait]) !== JSON.stringify(official[trait]))
    .map(
      (trait) =>
        `${path} ${trait}: ${JSON.stringify(declared[trait])} instead of ${JSON.stringify(official[trait])}`,
    );

const ofMember = (
  model: OfficialModel,
  path: string,
  declared: Member | undefined,
  official: ModelMember & { readonly required: boolean },
): readonly string[] => {
  if (declared === undefined) return [`${path} is missing`];
  const { required, location, idempotencyToken } = declared;
  const name = path.slice(path.lastIndexOf(".") + 1);
  return unequal(
    path,
    { required, location, locationName: location && name, idempotencyToken },
    {
      required: official.required,
      location: official.location && locations[official.location],
      locationName: official.locationName,
      idempotencyToken: official.idempotencyToken,
    },
  ).concat(ofShape(model, path, declared.shape, official.shape));
};

const ofMembers = (
  model: OfficialModel,
  path: string,
  members: Readonly<Record<string, Member>>,
  official: ModelShape,
): readonly string[] => {
  const known = Object.entries(official.members ?? {});
  const unknown = Object.keys(members).filter((name) => !known.some(([it]) => it === name));
  return known
    .flatMap(([name, member]) =>
      ofMember(model, `${path}.${name}`, members[name], {
        ...member,
        required: official.required?.includes(name) === true,
      }),
    )
    .concat(unknown.map((name) => `${path}.${name} is not official`));
};

/** @param name the official name of the shape that should be the same */
export const ofShape = (
  model: OfficialModel,
  path: string,
  declared: Shape,
  name: string,
): readonly string[] => {
  const official = model.shapes[name];
  if (official === undefined) return [`${path}: the model has no shape ${name}`];
  const own = unequal(path, declaredTraits(declared), modelTraits(official, name));
  if (declared.type === "list")
    return [...own, ...ofShape(model, `${path}.member`, declared.member, official.member?.shape ?? "")];
  if (declared.type === "map")
    return [
      ...own,
      ...ofShape(model, `${path}.key`, declared.key, official.key?.shape ?? ""),
      ...ofShape(model, `${path}.value`, declared.value, official.value?.shape ?? ""),
    ];
  if (declared.type === "structure" || declared.type === "union")
    return [...own, ...ofMembers(model, path, declared.members, official)];
  return own;
};

export const ofOperation = (model: OfficialModel, declared: Operation): readonly string[] => {
  const { name } = declared;
  const official = model.operations[name];
  if (official === undefined) return [`${name} is not official`];
  const { token, limit, items } = declared.paginated ?? {};
  const pagination = model.pagination[name];
  return [
    ...unequal(
      name,
      {
        method: declared.http.method,
        path: declared.http.path,
        status: declared.http.status,
        idempotent: declared.idempotent,
        errors: declared.errors.map((error) => error.name).sort(),
        inputToken: token,
        outputToken: token,
        limit,
        items,
      },
      {
        method: official.http.method,
        path: official.http.requestUri,
        // awsJson1.1 has one status for every success, so its model is silent.
        status: official.http.responseCode ?? 200,
        idempotent: official.idempotent,
        errors: official.errors.map((error) => error.shape).sort(),
        inputToken: pagination?.input_token,
        outputToken: pagination?.output_token,
        limit: pagination?.limit_key,
        items: pagination?.result_key,
      },
    ),
    ...ofShape(model, `${name} input`, declared.input, official.input.shape),
    ...ofShape(model, `${name} output`, declared.output, official.output.shape),
  ];
};

/** @param silent the statuses of a model that says none */
export const ofError = (
  model: OfficialModel,
  declared: ErrorShape,
  silent: Readonly<Record<string, number>>,
): readonly string[] => [
  ...unequal(
    declared.name,
    { status: declared.status },
    { status: model.shapes[declared.name]?.error?.httpStatusCode ?? silent[declared.name] },
  ),
  ...ofShape(model, declared.name, declared.shape, declared.name),
];
