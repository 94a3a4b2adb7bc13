// What a response plan's owner says about its alerts: how they end, when they come again, and rules for single ones.
import { type OutputOf, operation } from "../operation.ts";
import {
  boolean,
  integer,
  list,
  map,
  matching,
  optional,
  required,
  string,
  structure,
  words,
} from "../shape.ts";
import { always, resourceNotFound } from "./errors.ts";

/** The name of a response plan. */
export const planName = string({ min: 1, max: 200, ...matching(String.raw`^[\w-]+$`) });
/** A text with `{{labels.alertname}}` and the like in it. */
const template = string({ min: 1, max: 2000 });
const impact = integer({ min: 1, max: 5 });
/** An event pattern as EventBridge has them, in JSON, matched against the alert. */
export const alertPattern = string({ min: 2, max: 8192 });

const rule = structure("AlertRule", {
  name: required(string({ min: 1, max: 100 })),
  /** Without it, the rule matches every alert. */
  when: alertPattern,
  title: template,
  impact,
  impactByValue: structure("ImpactByValue", {
    from: required(template),
    values: required(map(string({ min: 1, max: 200 }), impact, { min: 1, max: 50 })),
    otherwise: impact,
  }),
  dedupe: template,
  relatedItems: list(structure("RuledItem", { title: template, url: template, arn: template }), { max: 10 }),
  /** Another plan that such alerts go to. */
  responsePlanName: planName,
  /** Such alerts are none. */
  ignore: boolean(),
});

const settings = {
  /** What becomes of an incident when its alerts are over. */
  autoResolve: words("RESOLVE", "NOTE", "NEVER"),
  /** An alert that comes again so soon after its incident was resolved opens one that names the old. */
  refireSeconds: integer({ min: 0, max: 30 * 24 * 3600 }),
  /** The first that matches an alert is the only one that counts. */
  rules: list(rule, { max: 100 }),
};

const shown = {
  responsePlanName: required(planName),
  autoResolve: required(settings.autoResolve),
  refireSeconds: required(settings.refireSeconds),
  rules: required(settings.rules),
};

/** Replaces all that was said before; what is left out is as it is by default. */
export const putAlertSettings = operation({
  name: "PutAlertSettings",
  http: { method: "POST", path: "/_tocsin/alert-settings/put", status: 200 },
  input: structure("PutAlertSettingsInput", {
    responsePlanName: required(planName),
    autoResolve: optional(settings.autoResolve),
    refireSeconds: optional(settings.refireSeconds),
    rules: optional(settings.rules),
  }),
  output: structure("PutAlertSettingsOutput", shown),
  idempotent: true,
  errors: [...always, resourceNotFound],
});

/** Those by default for a plan about which nobody has said anything. */
export const getAlertSettings = operation({
  name: "GetAlertSettings",
  http: { method: "POST", path: "/_tocsin/alert-settings/get", status: 200 },
  input: structure("GetAlertSettingsInput", { responsePlanName: required(planName) }),
  output: structure("GetAlertSettingsOutput", shown),
  errors: [...always, resourceNotFound],
});

export type ShownSettings = OutputOf<typeof getAlertSettings>;
export type ShownRule = ShownSettings["rules"][number];
