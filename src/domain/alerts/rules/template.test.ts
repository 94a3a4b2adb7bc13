// Templates: what they put in the place of a name, and what they refuse.
import fc from "fast-check";
import { expect, test } from "vitest";
import { exampleAlert } from "./example-alert.ts";
import { ruledAlert } from "./ruled-alert.ts";
import { readTemplate } from "./template.ts";

const seen = ruledAlert(exampleAlert, "checkout-plan");
const fill = (template: string, alert = seen) => {
  const reading = readTemplate(template);
  return "fill" in reading ? reading.fill(alert) : expect.unreachable(reading.mistakes.join("; "));
};

test.each([
  ["plain", "plain"],
  ["{{labels.alertname}} on {{ plan }}", "HighLatency on checkout-plan"],
  ["{{status}} {{severity}}: {{summary}}", "FIRING critical: 99th percentile above 2 s"],
  ["{{payload.detail.instance-id}}", "i-1"],
  ["{{payload.alerts[0].labels.job}}", "api"],
  ["{{payload.alerts[0].value}}", "2.5"],
  ['{{labels["app.kubernetes.io/name"]}}', "shop"],
  ['{{labels.owner | default "ops"}}', "ops"],
  ['{{labels.team|default "ops"}}', "checkout"],
  ['{{labels.owner | default ""}}', ""],
  ["{{payload.alerts[0].labels}}", '{"job":"api"}'],
  ["a } b }} c {", "a } b }} c {"],
])("%s becomes %s", (template, text) => {
  expect(fill(template)).toEqual({ text, missing: [] });
});

test("what the alert does not say is empty, and told", () => {
  expect(
    fill("<{{labels.owner}}{{payload.alerts[7].x}}{{payload.none}}{{payload.alerts[0].labels.job.x}}>"),
  ).toEqual({
    text: "<>",
    missing: ["labels.owner", "payload.alerts[7].x", "payload.none", "payload.alerts[0].labels.job.x"],
  });
});

test.each(["labels.constructor", "labels.__proto__", "payload.toString", "payload.alerts.map"])(
  "{{%s}} finds nothing that the alert does not have of its own",
  (path) => {
    expect(fill(`{{${path}}}`)).toEqual({ text: "", missing: [path] });
  },
);

test.each([
  ["{{labels.team", ["has {{ without }}"]],
  ["{{}} {{labels..x}}", [expect.stringContaining("has {{}}"), expect.stringContaining("has {{labels..x}}")]],
  [
    "{{label.team}}",
    [
      "names label.team, and an alert has source, status, title, summary, severity, key, plan, labels, payload",
    ],
  ],
  ["{{constructor}}", [expect.stringContaining("names constructor, and an alert has")]],
  ["{{labels.team | upper}}", [expect.stringContaining("has {{labels.team | upper}}")]],
  ["{{labels[x]}}", [expect.stringContaining("has {{labels[x]}}")]],
  ["{{labels team}}", [expect.stringContaining("has {{labels team}}")]],
])("%s is refused", (template, mistakes) => {
  expect(readTemplate(template)).toEqual({ mistakes });
});

test("whatever is put in stays bounded", () => {
  const alert = { ...seen, payload: "x".repeat(10_000) };
  expect(fill("{{payload}}".repeat(100), alert).text).toHaveLength(4000);
});

test("what is filled in is not read as a template again", () => {
  expect(fill("{{title}}", { ...seen, title: "{{labels.team}}" }).text).toBe("{{labels.team}}");
});

test("any text is a template or is refused", () => {
  const piece = fc.constantFrom("{{", "}}", "labels", ".team", "[0]", '["x"]', " | default ", '"', "a", "|");
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const reading = readTemplate(pieces.join(""));
      return "mistakes" in reading
        ? reading.mistakes.length > 0
        : typeof reading.fill(seen).text === "string";
    }),
  );
});
