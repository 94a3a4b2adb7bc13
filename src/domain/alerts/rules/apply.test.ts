// Rules: which one counts, and what it makes of an alert.
import { expect, test } from "vitest";
import { applyRules } from "./apply.ts";
import { exampleAlert } from "./example-alert.ts";
import { type Rule, defaultSettings } from "./settings.ts";

const ruling = (...rules: Rule[]) => applyRules({ ...defaultSettings, rules }, exampleAlert, "shop");

test("without rules, nothing is ruled", () => {
  expect(ruling()).toEqual({});
  expect(ruling({ name: "other", when: { source: ["sentry"] }, title: "x" })).toEqual({});
});

test("the first rule that matches is the only one that counts", () => {
  const named = (name: string, when?: Rule["when"]): Rule => ({ name, when, title: name });
  expect(
    ruling(
      named("no", { labels: { team: ["search"] } }),
      named("yes", { labels: { team: ["checkout"] } }),
      named("all"),
    ),
  ).toMatchObject({ rule: "yes", title: "yes" });
});

test("a rule sees which plan the alert came to", () => {
  expect(ruling({ name: "plan", when: { plan: ["shop"] } })).toMatchObject({ rule: "plan" });
});

test("its templates give title, dedupe string, plan, impact and related items", () => {
  expect(
    ruling({
      name: "all",
      title: "{{labels.team}} is slow",
      dedupe: "{{labels.team}}/{{labels.alertname}}",
      responsePlanName: "checkout",
      impactByValue: { from: "{{labels.severity}}", values: { critical: 1, warning: 4 }, otherwise: 3 },
      relatedItems: [
        { title: "Panel of {{labels.job}}", url: "{{payload.link}}" },
        { arn: "{{payload.resource}}" },
        { url: "{{labels.nowhere}}" },
        { url: "javascript:alert(1)" },
        { url: "https://x.example/{{payload.long}}" },
      ],
    }),
  ).toEqual({
    rule: "all",
    title: "checkout is slow",
    dedupe: "checkout/HighLatency",
    planName: "checkout",
    impact: 1,
    relatedItems: [
      { title: "Panel of", identifier: { type: "OTHER", value: { url: "https://grafana.example/d/1" } } },
      {
        identifier: {
          type: "INVOLVED_RESOURCE",
          value: { arn: "arn:aws:ec2:us-east-1:111122223333:instance/i-1" },
        },
      },
      { identifier: { type: "OTHER", value: { url: "https://x.example/" } } },
    ],
    missing: ["labels.job", "labels.nowhere", "payload.long"],
  });
});

test.each([
  ["{{labels.team}}", { checkout: 2 }, undefined, 2],
  ["{{labels.team}}", { search: 2 }, 5, 5],
  ["{{labels.team}}", { search: 2 }, undefined, undefined],
  ["constructor", { search: 2 }, 4, 4],
])("an impact from %s in %j, otherwise %s, is %s", (from, values, otherwise, expected) => {
  expect(ruling({ name: "impact", impactByValue: { from, values, otherwise } }).impact).toBe(expected);
});

test("a title of which nothing is left is no title", () => {
  expect(ruling({ name: "empty", title: " {{labels.nobody}} " }).title).toBeUndefined();
});

test("two long dedupe strings that begin alike stay two", () => {
  const [one, other] = ["1", "2"].map(
    (end) => ruling({ name: "long", dedupe: `${"x".repeat(1500)}${end}` }).dedupe,
  );
  expect(one).toHaveLength(1000);
  expect(one).not.toBe(other);
});

test("a rule can ignore", () => {
  expect(ruling({ name: "noise", ignore: true, title: "x" })).toEqual({
    rule: "noise",
    ignore: 'the rule "noise" ignores it',
  });
});

test("what is no trouble in itself is ignored, unless a rule names it", () => {
  const deployment = { ...exampleAlert, onlyByRule: true as const };
  const rulingOf = (...rules: Rule[]) => applyRules({ ...defaultSettings, rules }, deployment, "shop");
  const all = { name: "all", impact: 1 };
  expect(rulingOf()).toHaveProperty("ignore");
  expect(rulingOf(all)).toHaveProperty("ignore");
  const named = { name: "named", when: { source: [deployment.source] } };
  expect(rulingOf(all, named)).toMatchObject({ rule: "named" });
});
