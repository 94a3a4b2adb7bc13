import { describe, expect, it } from "vitest";
import { planOf, updated } from "./response-plan.ts";

const arn = "arn:aws:ssm-incidents::111122223333:response-plan/web";
const contact = (alias: string) => `arn:aws:ssm-contacts:us-east-1:111122223333:contact/${alias}`;
const topic = (name: string) => `arn:aws:sns:us-east-1:111122223333:${name}`;
const role = "arn:aws:iam::111122223333:role/runbook";

const minimal = { incidentTemplate: { title: "Down", impact: 1 } };
const full = {
  displayName: "Web",
  incidentTemplate: {
    title: "Down",
    impact: 2,
    summary: "It is down",
    dedupeString: "web",
    notificationTargets: [{ snsTopicArn: topic("z") }, { snsTopicArn: topic("a") }],
    incidentTags: { team: "sre", empty: "" },
  },
  chatChannel: { chatbotSns: [topic("chat")] },
  engagements: [contact("zoe"), contact("ann")],
  actions: [
    {
      ssmAutomation: {
        documentName: "AWS-Restart",
        roleArn: role,
        documentVersion: "$DEFAULT",
        targetAccount: "IMPACTED_ACCOUNT" as const,
        parameters: { b: ["2", "1", "2"], a: [] },
        dynamicParameters: { incident: { variable: "INCIDENT_RECORD_ARN" as const } },
      },
    },
  ],
  integrations: [
    {
      pagerDutyConfiguration: {
        name: "pd",
        secretId: "secret",
        pagerDutyIncidentConfiguration: { serviceId: "P1" },
      },
    },
  ],
};

/** As it is read again from storage. */
const kept = (plan: object): unknown => JSON.parse(JSON.stringify(plan));

describe("a plan", () => {
  it("is kept as it was given, in its order", () => {
    expect(kept(planOf(full))).toEqual(full);
    expect(JSON.stringify(kept(planOf(full)))).toContain('"parameters":{"b":["2","1","2"],"a":[]}');
  });

  it("has nothing for what was not given, or given empty as Terraform does", () => {
    const automation = { documentName: "AWS-Restart", roleArn: role };
    const empties = {
      displayName: "",
      incidentTemplate: {
        ...minimal.incidentTemplate,
        summary: "",
        dedupeString: "",
        notificationTargets: [],
        incidentTags: {},
      },
      chatChannel: { empty: {} },
      engagements: [],
      actions: [
        { ssmAutomation: { ...automation, documentVersion: "", parameters: {}, dynamicParameters: {} } },
      ],
      integrations: [],
    };
    expect(kept(planOf(empties))).toEqual({ ...minimal, actions: [{ ssmAutomation: automation }] });
    expect(kept(planOf(minimal))).toEqual(minimal);
  });

  it("tells and engages nobody twice", () => {
    const plan = planOf({
      incidentTemplate: {
        ...minimal.incidentTemplate,
        notificationTargets: [
          { snsTopicArn: topic("z") },
          { snsTopicArn: topic("a") },
          { snsTopicArn: topic("z") },
        ],
      },
      chatChannel: { chatbotSns: [topic("b"), topic("a"), topic("b")] },
      engagements: [contact("zoe"), contact("ann"), contact("zoe")],
    });
    expect(plan.engagements).toEqual([contact("zoe"), contact("ann")]);
    expect(plan.chatChannel).toEqual({ chatbotSns: [topic("b"), topic("a")] });
    expect(plan.incidentTemplate.notificationTargets).toEqual([
      { snsTopicArn: topic("z") },
      { snsTopicArn: topic("a") },
    ]);
  });
});

describe("an update", () => {
  const plan = planOf(full);

  it("that names nothing changes nothing", () => {
    expect(kept(updated(plan, { arn }))).toEqual(full);
  });

  it.each([
    ["displayName", { displayName: "" }, "displayName"],
    ["chatChannel", { chatChannel: { empty: {} } }, "chatChannel"],
    ["engagements", { engagements: [] }, "engagements"],
    ["actions", { actions: [] }, "actions"],
    ["integrations", { integrations: [] }, "integrations"],
  ])("takes away %s alone when it is given empty", (_, change, gone) => {
    const { [gone as keyof typeof full]: _gone, ...rest } = full;
    expect(kept(updated(plan, { arn, ...change }))).toEqual(rest);
  });

  it.each([
    ["summary", { incidentTemplateSummary: "" }],
    ["dedupeString", { incidentTemplateDedupeString: "" }],
    ["notificationTargets", { incidentTemplateNotificationTargets: [] }],
    ["incidentTags", { incidentTemplateTags: {} }],
  ])("takes away the template's %s alone when it is given empty", (gone, change) => {
    const { [gone as "summary"]: _gone, ...rest } = full.incidentTemplate;
    expect(kept(updated(plan, { arn, ...change }))).toEqual({ ...full, incidentTemplate: rest });
  });

  it("replaces what it names, whole", () => {
    const change = {
      displayName: "New",
      chatChannel: { chatbotSns: [topic("other")] },
      engagements: [contact("bob")],
      incidentTemplateTitle: "Slow",
      incidentTemplateImpact: 5,
      incidentTemplateSummary: "It is slow",
      incidentTemplateDedupeString: "slow",
      incidentTemplateNotificationTargets: [{ snsTopicArn: topic("t") }],
      incidentTemplateTags: { only: "this" },
    };
    expect(kept(updated(planOf(minimal), { arn, ...change }))).toEqual({
      displayName: "New",
      chatChannel: { chatbotSns: [topic("other")] },
      engagements: [contact("bob")],
      incidentTemplate: {
        title: "Slow",
        impact: 5,
        summary: "It is slow",
        dedupeString: "slow",
        notificationTargets: [{ snsTopicArn: topic("t") }],
        incidentTags: { only: "this" },
      },
    });
  });
});
