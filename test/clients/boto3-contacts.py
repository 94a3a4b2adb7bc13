# Calls the operations of ssm-contacts on contacts, channels, policies, tags, rotations and shifts through boto3.
import datetime
import uuid

import boto3

boto3.client("ssm-incidents").create_replication_set(regions={"us-east-1": {}})
client = boto3.client("ssm-contacts")
called = set()
client.meta.events.register("provide-client-params.*.*", lambda model, **_: called.add(model.name))


def refused(error, call, **arguments):
    try:
        call(**arguments)
    except client.exceptions.ClientError as caught:
        assert caught.response["Error"]["Code"] == error, caught
        return caught.response
    raise AssertionError(f"not refused with {error}")


def utc(month, day, hour=0):
    return datetime.datetime(2036, month, day, hour, tzinfo=datetime.timezone.utc)


# Contacts
tags = [{"Key": "team", "Value": "sre"}]
token = str(uuid.uuid4())
akua = client.create_contact(
    Alias="akuam", DisplayName="Akua Mansa", Type="PERSONAL", Plan={"Stages": []}, Tags=tags, IdempotencyToken=token
)["ContactArn"]
assert akua == "arn:aws:ssm-contacts:us-east-1:111122223333:contact/akuam", akua
bob = client.create_contact(Alias="bob", Type="PERSONAL", Plan={})["ContactArn"]
conflict = refused("ConflictException", client.create_contact, Alias="bob", Type="PERSONAL", Plan={})
assert conflict["ResourceId"] == bob and conflict["ResourceType"] == "CONTACT", conflict
target = {"ContactTargetInfo": {"ContactId": akua, "IsEssential": True}}
plan = {"Stages": [{"DurationInMinutes": 5, "Targets": [target]}, {"DurationInMinutes": 1, "Targets": []}]}
team = client.create_contact(Alias="team", Type="ESCALATION", Plan=plan)["ContactArn"]
got = client.get_contact(ContactId=team)
assert got["Plan"] == plan and "DisplayName" not in got, got
aliases = [c["Alias"] for p in client.get_paginator("list_contacts").paginate(PaginationConfig={"PageSize": 1}) for c in p["Contacts"]]
assert aliases == ["akuam", "bob", "team"], aliases
assert [c["Alias"] for c in client.list_contacts(Type="ESCALATION")["Contacts"]] == ["team"]
client.tag_resource(ResourceARN=akua, Tags=[{"Key": "b/c", "Value": "d e"}])
assert client.list_tags_for_resource(ResourceARN=akua)["Tags"] == tags + [{"Key": "b/c", "Value": "d e"}]
client.untag_resource(ResourceARN=akua, TagKeys=["team", "b/c"])
assert client.list_tags_for_resource(ResourceARN=akua)["Tags"] == []

# Policy
policy = (
    '{"Version":"2012-10-17","Statement":[{"Sid":"ExamplePolicy","Effect":"Allow","Principal":{"AWS":"222233334444"},'
    '"Action":["ssm-contacts:GetContact","ssm-contacts:StartEngagement","ssm-contacts:DescribeEngagement",'
    '"ssm-contacts:ListPagesByEngagement","ssm-contacts:StopEngagement"],'
    '"Resource":["%s","%s/*"]}]}' % (akua, akua.replace(":contact/", ":engagement/"))
)
client.put_contact_policy(ContactArn=akua, Policy=policy)
assert client.get_contact_policy(ContactArn=akua)["Policy"] == policy

# Channels
address = {"SimpleAddress": "+14255550123"}
channel = client.create_contact_channel(ContactId=akua, Name="akuas sms-test", Type="SMS", DeliveryAddress=address)[
    "ContactChannelArn"
]
details = client.get_contact_channel(ContactChannelId=channel)
assert details["ActivationStatus"] == "NOT_ACTIVATED" and details["DeliveryAddress"] == address, details
refused(
    "ValidationException",
    client.create_contact_channel,
    ContactId=akua,
    Name="x",
    Type="EMAIL",
    DeliveryAddress=address,
)
client.send_activation_code(ContactChannelId=channel)
refused("ValidationException", client.activate_contact_channel, ContactChannelId=channel, ActivationCode="1234567")
client.deactivate_contact_channel(ContactChannelId=channel)
client.update_contact_channel(ContactChannelId=channel, Name="phone", DeliveryAddress={"SimpleAddress": "+14255550124"})
assert [c["Name"] for c in client.list_contact_channels(ContactId=akua)["ContactChannels"]] == ["phone"]
target = {"ChannelTargetInfo": {"ContactChannelId": channel, "RetryIntervalInMinutes": 1}}
client.update_contact(ContactId=akua, Plan={"Stages": [{"DurationInMinutes": 5, "Targets": [target]}]})
assert client.get_contact(ContactId=akua)["Plan"]["Stages"][0]["Targets"] == [target]

# Rotations
nine = {"HourOfDay": 9, "MinuteOfHour": 0}
five = {"HourOfDay": 17, "MinuteOfHour": 0}
recurrence = {
    "NumberOfOnCalls": 1,
    "RecurrenceMultiplier": 1,
    "WeeklySettings": [{"DayOfWeek": "MON", "HandOffTime": nine}],
    "ShiftCoverages": {day: [{"Start": nine, "End": five}] for day in ["MON", "TUE", "WED", "THU", "FRI"]},
}
rotation = client.create_rotation(
    Name="primary", ContactIds=[akua, bob], StartTime=utc(1, 1), TimeZoneId="America/Los_Angeles", Recurrence=recurrence
)["RotationArn"]
got = client.get_rotation(RotationId=rotation)
assert got["Recurrence"] == recurrence and got["StartTime"] == utc(1, 1) and got["ContactIds"] == [akua, bob], got
client.update_rotation(RotationId=rotation, ContactIds=[bob, akua], Recurrence=recurrence)
assert [r["ContactIds"] for r in client.list_rotations(RotationNamePrefix="prim")["Rotations"]] == [[bob, akua]]
night = client.create_contact(Alias="night", Type="ONCALL_SCHEDULE", Plan={"RotationIds": [rotation]})["ContactArn"]
stages = refused("ValidationException", client.update_contact, ContactId=night, Plan=plan)
assert "ONCALL SCHEDULE contact cannot have stages in plan" in stages["Error"]["Message"], stages

# Overrides and shifts
span = {"StartTime": utc(3, 12, 18), "EndTime": utc(3, 12, 20)}
override = client.create_rotation_override(RotationId=rotation, NewContactIds=[akua], **span)["RotationOverrideId"]
got = client.get_rotation_override(RotationId=rotation, RotationOverrideId=override)
assert got["NewContactIds"] == [akua] and got["StartTime"] == span["StartTime"], got
listed = client.list_rotation_overrides(RotationId=rotation, StartTime=utc(3, 1), EndTime=utc(4, 1))
assert [o["RotationOverrideId"] for o in listed["RotationOverrides"]] == [override], listed
month = {"StartTime": utc(3, 1), "EndTime": utc(4, 1)}
pages = client.get_paginator("list_rotation_shifts").paginate(RotationId=rotation, **month, PaginationConfig={"PageSize": 5})
shifts = [shift for page in pages for shift in page["RotationShifts"]]
assert [s["ContactIds"] for s in shifts if s["Type"] == "OVERRIDDEN"] == [[akua]], shifts
preview = client.list_preview_rotation_shifts(
    Members=[bob, akua],
    RotationStartTime=utc(1, 1),
    TimeZoneId="America/Los_Angeles",
    Recurrence=recurrence,
    Overrides=[{"NewMembers": [akua], **span}],
    **month,
)
assert preview["RotationShifts"] == shifts, preview
client.delete_rotation_override(RotationId=rotation, RotationOverrideId=override)
refused("ResourceNotFoundException", client.get_rotation_override, RotationId=rotation, RotationOverrideId=override)

# The end
dependent = refused("ConflictException", client.delete_contact, ContactId=akua)
assert dependent["DependentEntities"][0]["DependentResourceIds"] == [rotation], dependent
client.delete_rotation(RotationId=rotation)
assert client.get_contact(ContactId=night)["Plan"] == {"RotationIds": []}
client.delete_contact_channel(ContactChannelId=channel)
for contact in [akua, bob, team, night]:
    client.delete_contact(ContactId=contact)
assert client.list_contacts()["Contacts"] == []
print(f"{len(called)} operations")
