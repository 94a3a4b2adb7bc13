// Terraform keeps contacts, channels, plans and rotations, and never sees a drift that is not there.
import { CreateReplicationSetCommand } from "@aws-sdk/client-ssm-incidents";
import {
  ListContactChannelsCommand,
  ListContactsCommand,
  ListRotationsCommand,
} from "@aws-sdk/client-ssm-contacts";
import { describe, expect, it } from "vitest";
import { testServer, type TestServer } from "../harness/server.ts";
import { terraform, terraformIsInstalled } from "../harness/terraform.ts";

if (!terraformIsInstalled) console.log("skipped: Terraform or its AWS provider is not installed");

interface Words {
  readonly displayName: string;
  readonly phone: string;
  readonly minutes: number;
  readonly zone: string;
}

const configuration = ({ displayName, phone, minutes, zone }: Words): string => `
resource "aws_ssmcontacts_contact" "zoe" {
  alias        = "zoe"
  display_name = "${displayName}"
  type         = "PERSONAL"
  tags         = { team = "sre" }
}
resource "aws_ssmcontacts_contact" "amy" {
  alias = "amy"
  type  = "PERSONAL"
}
resource "aws_ssmcontacts_contact" "team" {
  alias = "team"
  type  = "ESCALATION"
}
resource "aws_ssmcontacts_contact_channel" "phone" {
  contact_id = aws_ssmcontacts_contact.zoe.arn
  name       = "Phone"
  type       = "SMS"
  delivery_address { simple_address = "${phone}" }
}
resource "aws_ssmcontacts_contact_channel" "mail" {
  contact_id = aws_ssmcontacts_contact.zoe.arn
  name       = "Mail"
  type       = "EMAIL"
  delivery_address { simple_address = "zoe@example.com" }
}
resource "aws_ssmcontacts_plan" "zoe" {
  contact_id = aws_ssmcontacts_contact.zoe.arn
  stage {
    duration_in_minutes = ${minutes}
    target {
      channel_target_info {
        contact_channel_id        = aws_ssmcontacts_contact_channel.phone.arn
        retry_interval_in_minutes = 1
      }
    }
    target {
      channel_target_info { contact_channel_id = aws_ssmcontacts_contact_channel.mail.arn }
    }
  }
  stage { duration_in_minutes = 1 }
}
resource "aws_ssmcontacts_plan" "team" {
  contact_id = aws_ssmcontacts_contact.team.arn
  stage {
    duration_in_minutes = 0
    target {
      contact_target_info {
        contact_id   = aws_ssmcontacts_contact.zoe.arn
        is_essential = false
      }
    }
    target {
      contact_target_info {
        contact_id   = aws_ssmcontacts_contact.amy.arn
        is_essential = true
      }
    }
  }
}
resource "aws_ssmcontacts_rotation" "weekly" {
  name         = "weekly"
  contact_ids  = [aws_ssmcontacts_contact.zoe.arn, aws_ssmcontacts_contact.amy.arn]
  time_zone_id = "${zone}"
  start_time   = "2036-07-20T02:21:49Z"
  tags         = { team = "sre" }
  recurrence {
    number_of_on_calls    = 1
    recurrence_multiplier = 1
    weekly_settings {
      day_of_week = "WED"
      hand_off_time {
        hour_of_day    = 4
        minute_of_hour = 25
      }
    }
    weekly_settings {
      day_of_week = "FRI"
      hand_off_time {
        hour_of_day    = 15
        minute_of_hour = 57
      }
    }
    dynamic "shift_coverages" {
      for_each = toset(["WED", "MON", "FRI"])
      content {
        map_block_key = shift_coverages.value
        coverage_times {
          start {
            hour_of_day    = 8
            minute_of_hour = 0
          }
          end {
            hour_of_day    = 17
            minute_of_hour = 0
          }
        }
      }
    }
  }
}
resource "aws_ssmcontacts_rotation" "daily" {
  name         = "daily"
  contact_ids  = [aws_ssmcontacts_contact.amy.arn]
  time_zone_id = "${zone}"
  recurrence {
    number_of_on_calls    = 1
    recurrence_multiplier = 2
    daily_settings {
      hour_of_day    = 9
      minute_of_hour = 0
    }
  }
}
resource "aws_ssmcontacts_rotation" "monthly" {
  name         = "monthly"
  contact_ids  = [aws_ssmcontacts_contact.amy.arn]
  time_zone_id = "${zone}"
  recurrence {
    number_of_on_calls    = 1
    recurrence_multiplier = 1
    monthly_settings {
      day_of_month = 20
      hand_off_time {
        hour_of_day    = 8
        minute_of_hour = 0
      }
    }
    monthly_settings {
      day_of_month = 13
      hand_off_time {
        hour_of_day    = 12
        minute_of_hour = 34
      }
    }
  }
}
`;

/** Of one resource of each kind. */
const arnsByResource = async ({ contacts }: TestServer): Promise<ReadonlyMap<string, string>> => {
  const zoe = "arn:aws:ssm-contacts:us-east-1:111122223333:contact/zoe";
  const { ContactChannels = [] } = await contacts.send(new ListContactChannelsCommand({ ContactId: zoe }));
  const phone = ContactChannels.find(({ Name }) => Name === "Phone")?.ContactChannelArn ?? "";
  const { Rotations = [] } = await contacts.send(new ListRotationsCommand({ RotationNamePrefix: "weekly" }));
  return new Map([
    ["aws_ssmcontacts_contact.zoe", zoe],
    ["aws_ssmcontacts_plan.zoe", zoe],
    ["aws_ssmcontacts_contact_channel.phone", phone],
    ["aws_ssmcontacts_rotation.weekly", Rotations[0]?.RotationArn ?? ""],
  ]);
};

const importing = (arns: ReadonlyMap<string, string>): string =>
  [...arns].map(([resource, arn]) => `import {\n  to = ${resource}\n  id = "${arn}"\n}\n`).join("");

describe.skipIf(!terraformIsInstalled)("Terraform", () => {
  it("applies, plans nothing more, updates, imports and destroys contacts", async () => {
    await using tocsin = await testServer();
    await tocsin.incidents.send(new CreateReplicationSetCommand({ regions: { "us-east-1": {} } }));
    await using tf = await terraform(tocsin);

    await tf.write(configuration({ displayName: "Zoe", phone: "+14255550123", minutes: 5, zone: "UTC" }));
    await tf.run("apply", "-auto-approve");

    const changed = configuration({
      displayName: "Zoë Z",
      phone: "+14255550124",
      minutes: 10,
      zone: "Europe/Berlin",
    });
    await tf.write(changed);
    // Each run of Terraform takes seconds: what an apply says that it changed, or not, is as good as an empty plan.
    const update = await tf.run("apply", "-auto-approve");
    expect(update.stdout).toContain("0 added, 6 changed, 0 destroyed");

    const arns = await arnsByResource(tocsin);
    await tf.run("state", "rm", ...arns.keys());
    await tf.write(`${changed}${importing(arns)}`);
    const again = await tf.run("apply", "-auto-approve");
    expect(again.stdout).toContain("4 imported, 0 added, 0 changed, 0 destroyed");

    await tf.run("destroy", "-auto-approve");
    expect((await tocsin.contacts.send(new ListContactsCommand({}))).Contacts).toEqual([]);
  }, 240_000);
});
