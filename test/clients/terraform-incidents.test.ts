// Terraform keeps a replication set and a response plan, and never sees a drift that is not there.
import { describe, expect, it } from "vitest";
import { testServer } from "../harness/server.ts";
import { terraform, terraformIsInstalled } from "../harness/terraform.ts";

if (!terraformIsInstalled) console.log("skipped: Terraform or its AWS provider is not installed");

const configuration = (impact: number, extras: string): string => `
resource "aws_ssmincidents_replication_set" "all" {
  region { name = "us-east-1" }
  tags = { team = "sre" }
}
resource "aws_ssmincidents_response_plan" "minimal" {
  name = "minimal"
  incident_template {
    title  = "Minimal"
    impact = 5
  }
  depends_on = [aws_ssmincidents_replication_set.all]
}
resource "aws_ssmincidents_response_plan" "full" {
  name         = "full"
  display_name = "Everything a plan can say"
  chat_channel = ["arn:aws:sns:us-east-1:111122223333:chat"]
  engagements  = ["arn:aws:ssm-contacts:us-east-1:111122223333:contact/oncall"]
  incident_template {
    title         = "Full"
    impact        = ${impact}
    summary       = "What happened"
    dedupe_string = "full"
    incident_tags = { kind = "test" }
    notification_target { sns_topic_arn = "arn:aws:sns:us-east-1:111122223333:one" }
    notification_target { sns_topic_arn = "arn:aws:sns:us-east-1:111122223333:two" }
  }
  action {
    ssm_automation {
      document_name    = "AWS-RestartEC2Instance"
      document_version = "1"
      role_arn         = "arn:aws:iam::111122223333:role/runbook"
      target_account   = "RESPONSE_PLAN_OWNER_ACCOUNT"
      parameter {
        name   = "InstanceId"
        values = ["i-2", "i-1"]
      }
      dynamic_parameters = { incident = "INCIDENT_RECORD_ARN" }
    }
  }
  integration {
    pagerduty {
      name       = "pd"
      service_id = "P123"
      secret_id  = "pd-secret"
    }
  }
  ${extras}
  depends_on = [aws_ssmincidents_replication_set.all]
}
`;

describe.skipIf(!terraformIsInstalled)("Terraform", () => {
  it("applies, plans nothing more, updates, imports and destroys", async () => {
    await using tocsin = await testServer();
    await using tf = await terraform(tocsin);

    await tf.write(configuration(2, 'tags = { team = "sre", empty = "" }'));
    await tf.run("apply", "-auto-approve");
    expect(await tf.plan()).toBe("no changes");

    const changed = configuration(1, 'tags = { team = "ops" }');
    await tf.write(changed);
    await tf.run("apply", "-auto-approve");

    const full = "aws_ssmincidents_response_plan.full";
    const arn = "arn:aws:ssm-incidents::111122223333:response-plan/full";
    await tf.run("state", "rm", full);
    await tf.write(`${changed}\nimport {\n  to = ${full}\n  id = "${arn}"\n}`);
    // An apply that finds nothing to change is a plan that is empty; each run of Terraform takes seconds.
    const { stdout } = await tf.run("apply", "-auto-approve");
    expect(stdout).toContain("1 imported, 0 added, 0 changed, 0 destroyed");

    await tf.run("destroy", "-auto-approve");
  }, 240_000);
});
