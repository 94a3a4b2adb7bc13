// Policies that share things with other accounts: a response plan, and the incidents started from it, here.
import { repeatedKeys } from "./access/repeated-keys.ts";

/** What sharing can give. Source: user guide, the permissions of a shared response plan. */
const shareable = new Set(
  [
    "GetResponsePlan",
    "StartIncident",
    "UpdateIncidentRecord",
    "GetIncidentRecord",
    "CreateTimelineEvent",
    "UpdateTimelineEvent",
    "GetTimelineEvent",
    "ListTimelineEvents",
    "UpdateRelatedItems",
    "ListRelatedItems",
  ].map((action) => `ssm-incidents:${action}`),
);

/** The plan that is shared. */
interface Shared {
  readonly account: string;
  readonly name: string;
}

/** What a policy can share. */
export interface Sharing {
  /** Such as `a contact`. */
  readonly thing: string;
  readonly actions: ReadonlySet<string>;
  readonly isShared: (resource: string) => boolean;
  /** What is asked of a resource, in words. */
  readonly expectedResource: string;
}

/** The mistakes of a response plan's policy. */
export const sharingMistakes = (text: string, plan: Shared): readonly string[] =>
  policyMistakes(text, {
    thing: "a plan",
    actions: shareable,
    isShared: (resource) => isOfPlan(resource, plan),
    expectedResource: "the shared response plan, or its incidents",
  });

type Json = Readonly<Record<string, unknown>>;

/**
 * Every mistake, each with its place. Refused are, besides what is not a policy: statements that deny, conditions, and
 * principals, actions or resources that sharing does not know, so that nobody believes in a rule that is not kept.
 */
export function policyMistakes(text: string, shared: Sharing): readonly string[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return ["the policy is not JSON"];
  }
  if (!isObject(document)) return ["the policy must be a JSON object"];
  const statements = asList(document["Statement"]);
  return [
    ...repeatedKeys(text).map((key) => `${shown(key)} stands twice in one object`),
    ...unknownElements("", document, ["Version", "Id", "Statement"]),
    ...(isVersion(document["Version"]) ? [] : ['Version must be "2012-10-17"']),
    ...(statements.length > 0 ? [] : ["Statement must be an object, or a list of at least one"]),
    ...statements.flatMap((it, index) => statementMistakes(`Statement[${index}]`, it, shared)),
  ];
}

const isVersion = (it: unknown): boolean => it === undefined || it === "2012-10-17" || it === "2008-10-17";

const elements = ["Sid", "Effect", "Principal", "Action", "Resource"];

function statementMistakes(at: string, it: unknown, shared: Sharing): string[] {
  if (!isObject(it)) return [`${at} must be an object`];
  return [
    ...unknownElements(`${at}.`, it, elements),
    ...(it["Sid"] === undefined || typeof it["Sid"] === "string" ? [] : [`${at}.Sid must be a string`]),
    ...(it["Effect"] === "Allow"
      ? []
      : [`${at}.Effect must be "Allow": ${shared.thing} is shared, or it is not`]),
    ...principalMistakes(`${at}.Principal`, it["Principal"]),
    ...wrongOnes(`${at}.Action`, it["Action"], {
      isRight: (action) => shared.actions.has(action),
      expected: `one of ${[...shared.actions].join(", ")}`,
    }),
    ...wrongOnes(`${at}.Resource`, it["Resource"], {
      isRight: shared.isShared,
      expected: shared.expectedResource,
    }),
  ];
}

/** An account, whole or by one of its users or roles. */
const principal = /^(\d{12}|arn:aws:iam::\d{12}:(root|(user|role)\/[\w+=,.@/-]{1,512}))$/;

function principalMistakes(at: string, it: unknown): string[] {
  if (!isObject(it) || Object.keys(it).join() !== "AWS") return [`${at} must be an object with AWS alone`];
  return wrongOnes(`${at}.AWS`, it["AWS"], {
    isRight: (text) => principal.test(text),
    expected: "twelve digits, or an ARN such as arn:aws:iam::111122223333:root",
  });
}

/** With any Region, no Region, or `*` for it. Source: the CLI's examples write `*`. */
const isOfPlan = (resource: string, { account, name }: Shared): boolean => {
  const [arn, partition, service, region = "", owner, ...rest] = resource.split(":");
  const what = rest.join(":");
  return (
    [arn, partition, service, owner].join(":") === `arn:aws:ssm-incidents:${account}` &&
    /^(\*|[a-z0-9-]{0,20})$/.test(region) &&
    (what === `response-plan/${name}` || what === `incident-record/${name}/*`)
  );
};

interface Rule {
  readonly isRight: (text: string) => boolean;
  readonly expected: string;
}

/** Of one string or a list of them. */
function wrongOnes(at: string, it: unknown, { isRight, expected }: Rule): string[] {
  const given = asList(it);
  if (given.length === 0) return [`${at} must be a string, or a list of at least one`];
  const wrong = given.filter((one) => typeof one !== "string" || !isRight(one));
  return wrong.length === 0 ? [] : [`${at} must be ${expected}, not ${shownSome(wrong)}`];
}

const unknownElements = (at: string, it: Json, known: readonly string[]): string[] =>
  Object.keys(it)
    .filter((key) => !known.includes(key))
    .map((key) => `${at}${shown(key)}: expected one of ${known.join(", ")}`);

const isObject = (it: unknown): it is Json => typeof it === "object" && it !== null && !Array.isArray(it);
const asList = (it: unknown): readonly unknown[] => (it === undefined ? [] : Array.isArray(it) ? it : [it]);

const shown = (it: unknown): string => JSON.stringify(it).slice(0, 200);
const shownSome = (them: readonly unknown[]): string =>
  them.slice(0, 5).map(shown).join(", ") + (them.length > 5 ? ` and ${them.length - 5} more` : "");
