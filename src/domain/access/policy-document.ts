// Reads an identity-based IAM policy document. What Tocsin would not evaluate as AWS does, it refuses: a policy that is
// half understood gives more, or less, than its author meant.
import { repeatedKeys } from "./repeated-keys.ts";

/** What `Action` or `NotAction`, `Resource` or `NotResource` select. */
export interface Selection {
  /** `NotAction`, `NotResource`: everything but these. */
  readonly except: boolean;
  readonly patterns: readonly string[];
}

export interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly actions: Selection;
  readonly resources: Selection;
}

export type Policy = readonly Statement[];

/** Without white space, as IAM counts the size of a managed policy. */
export const maxPolicyCharacters = 6144;

type Json = Readonly<Record<string, unknown>>;

/** Each mistake names the place, such as `Statement[1].Effect`, and what was expected there. */
export type PolicyReading = { readonly policy: Policy } | { readonly mistakes: readonly string[] };

/** Reports every mistake at once. Never throws. */
export function readPolicy(text: string): PolicyReading {
  if (text.length > 10 * maxPolicyCharacters) return { mistakes: [tooLong] };
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { mistakes: ["the policy document is not JSON"] };
  }
  if (!isObject(document)) return { mistakes: ["the policy document must be a JSON object"] };
  const mistakes = repeatedKeys(text).map((key) => `${JSON.stringify(key)} stands twice in one object`);
  if (withoutWhiteSpace(text).length > maxPolicyCharacters) mistakes.push(tooLong);
  const policy = readDocument(document, mistakes);
  return mistakes.length === 0 ? { policy } : { mistakes };
}

/** Keeps the white space inside strings. */
const withoutWhiteSpace = (json: string): string =>
  json.replaceAll(/"(?:[^"\\]|\\.)*"|\s+/g, (token) => (token.startsWith('"') ? token : ""));

const tooLong = `the policy document must have at most ${maxPolicyCharacters} characters, white space not counted`;

function readDocument(document: Json, mistakes: string[]): Policy {
  refuseUnknown({ at: "", it: document, known: ["Version", "Id", "Statement"] }, mistakes);
  const version = document["Version"];
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17")
    mistakes.push('Version must be "2012-10-17"');
  expectText({ at: "Id", value: document["Id"] }, mistakes);
  const statements = asList(document["Statement"]);
  if (statements.length === 0) mistakes.push("Statement must be an object, or a list of at least one");
  return statements.map((it, index) => readStatement(`Statement[${index}]`, it, mistakes));
}

const nothing: Statement = {
  effect: "Deny",
  actions: { except: false, patterns: [] },
  resources: { except: false, patterns: [] },
};

function readStatement(at: string, it: unknown, mistakes: string[]): Statement {
  if (!isObject(it)) {
    mistakes.push(`${at} must be an object`);
    return nothing;
  }
  const known = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource"];
  refuseUnknown({ at: `${at}.`, it, known }, mistakes);
  expectText({ at: `${at}.Sid`, value: it["Sid"] }, mistakes);
  const effect = it["Effect"];
  if (effect !== "Allow" && effect !== "Deny") mistakes.push(`${at}.Effect must be "Allow" or "Deny"`);
  return {
    effect: effect === "Allow" ? "Allow" : "Deny",
    actions: readSelection({ at, it, element: "Action", wrong: wrongAction }, mistakes),
    resources: readSelection({ at, it, element: "Resource", wrong: wrongResource }, mistakes),
  };
}

interface SelectionPlace {
  readonly at: string;
  readonly it: Json;
  readonly element: "Action" | "Resource";
  /** What is wrong with a pattern, if anything. */
  readonly wrong: (pattern: string) => string | undefined;
}

function readSelection({ at, it, element, wrong }: SelectionPlace, mistakes: string[]): Selection {
  const except = !Object.hasOwn(it, element);
  const name = except ? `Not${element}` : element;
  if (Object.hasOwn(it, element) === Object.hasOwn(it, `Not${element}`)) {
    mistakes.push(`${at} must have either ${element} or Not${element}`);
    return nothing.actions;
  }
  const patterns = asList(it[name]);
  if (patterns.length === 0) mistakes.push(`${at}.${name} must be a string, or a list of at least one`);
  for (const pattern of patterns) {
    const mistake = typeof pattern === "string" ? wrong(pattern) : "every pattern must be a string";
    if (mistake !== undefined) mistakes.push(`${at}.${name}: ${mistake}`);
  }
  return { except, patterns: patterns.filter((pattern) => typeof pattern === "string") };
}

const wrongAction = (pattern: string): string | undefined =>
  pattern === "*" || /^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$/.test(pattern)
    ? undefined
    : `${shown(pattern)} must be "*", or a service and an action such as "ssm-incidents:Get*"`;

/** The rules of IAM: an ARN, whole or ended by a `*`, and no wildcard for the service. */
function wrongResource(pattern: string): string | undefined {
  if (pattern === "*") return undefined;
  if (pattern.includes("${")) return `${shown(pattern)} has a policy variable; these are not supported yet`;
  const segments = pattern.split(":");
  const [arn, partition = "", service = ""] = segments;
  const whole = segments.length >= 6 || pattern.endsWith("*");
  return arn === "arn" && partition !== "" && /^[a-z0-9-]+$/.test(service) && whole
    ? undefined
    : `${shown(pattern)} must be "*", or an ARN such as "arn:aws:ssm-incidents:*:111122223333:response-plan/*"`;
}

interface Place {
  readonly at: string;
  readonly it: Json;
  readonly known: readonly string[];
}

/** Why an element that IAM has elsewhere is refused here. */
const refusals: ReadonlyMap<string, string> = new Map([
  ["Condition", "conditions are not supported yet"],
  ["Principal", "the policy of an access key has no principal: it is about the key itself"],
  ["NotPrincipal", "the policy of an access key has no principal: it is about the key itself"],
]);

function refuseUnknown({ at, it, known }: Place, mistakes: string[]): void {
  for (const key of Object.keys(it).filter((key) => !known.includes(key)))
    mistakes.push(`${at}${shownKey(key)}: ${refusals.get(key) ?? `expected one of ${known.join(", ")}`}`);
}

function expectText({ at, value }: { at: string; value: unknown }, mistakes: string[]): void {
  if (value !== undefined && typeof value !== "string") mistakes.push(`${at} must be a string`);
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const asList = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

const shownKey = (key: string): string => (/^\w{1,64}$/.test(key) ? key : JSON.stringify(key.slice(0, 64)));
const shown = (pattern: string): string => JSON.stringify(pattern.slice(0, 200));
