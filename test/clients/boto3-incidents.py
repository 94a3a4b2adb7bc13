# Calls every operation of ssm-incidents through boto3 and asserts what comes back.
import datetime
import uuid

import boto3

client = boto3.client("ssm-incidents")
called = set()
client.meta.events.register("provide-client-params.*.*", lambda model, **_: called.add(model.name))


def refused(error, call, **arguments):
    try:
        call(**arguments)
    except client.exceptions.ClientError as caught:
        assert caught.response["Error"]["Code"] == error, caught
        return caught
    raise AssertionError(f"not refused with {error}")


now = datetime.datetime(2026, 11, 23, 3, 0, 0, tzinfo=datetime.timezone.utc)

# Replication set
replication_set = client.create_replication_set(regions={"us-east-1": {}}, tags={"team": "sre"})["arn"]
client.get_waiter("wait_for_replication_set_active").wait(arn=replication_set)
assert client.list_replication_sets()["replicationSetArns"] == [replication_set]
refused("ServiceQuotaExceededException", client.create_replication_set, regions={"us-east-1": {}})
client.update_replication_set(arn=replication_set, actions=[{"addRegionAction": {"regionName": "eu-west-1"}}])
regions = client.get_replication_set(arn=replication_set)["replicationSet"]["regionMap"]
assert set(regions) == {"us-east-1", "eu-west-1"}, regions
assert regions["eu-west-1"]["sseKmsKeyId"] == "DefaultKey", regions
client.update_deletion_protection(arn=replication_set, deletionProtected=True)
refused("ValidationException", client.delete_replication_set, arn=replication_set)
client.update_deletion_protection(arn=replication_set, deletionProtected=False)

# Response plan
template = {"title": "Database is slow", "impact": 3, "summary": "p99 above 2 s", "incidentTags": {"kind": "db"}}
plan = client.create_response_plan(name="db", displayName="Database", incidentTemplate=template, tags={"a": "1"})["arn"]
refused("ConflictException", client.create_response_plan, name="db", incidentTemplate=template)
client.update_response_plan(arn=plan, incidentTemplateImpact=2)
got = client.get_response_plan(arn=plan)
assert got["incidentTemplate"] == {**template, "impact": 2}, got
assert "chatChannel" not in got and "engagements" not in got, got
assert [p["arn"] for p in client.list_response_plans()["responsePlanSummaries"]] == [plan]
client.tag_resource(resourceArn=plan, tags={"b c+d/e": "2"})
assert client.list_tags_for_resource(resourceArn=plan)["tags"] == {"a": "1", "b c+d/e": "2"}
client.untag_resource(resourceArn=plan, tagKeys=["b c+d/e", "a"])
assert client.list_tags_for_resource(resourceArn=plan)["tags"] == {}

# Resource policy
policy = (
    '{"Version":"2012-10-17","Statement":[{"Sid":"share","Effect":"Allow","Principal":{"AWS":"444455556666"},'
    '"Action":["ssm-incidents:GetResponsePlan","ssm-incidents:StartIncident"],"Resource":"%s"}]}' % plan
)
policy_id = client.put_resource_policy(resourceArn=plan, policy=policy)["policyId"]
assert [p["policyId"] for p in client.get_resource_policies(resourceArn=plan)["resourcePolicies"]] == [policy_id]
client.delete_resource_policy(resourceArn=plan, policyId=policy_id)

# Incident
token = str(uuid.uuid4())
incident = client.start_incident(responsePlanArn=plan, title="Slow again", clientToken=token)["incidentRecordArn"]
again = client.start_incident(responsePlanArn=plan, title="Slow again", clientToken=token)["incidentRecordArn"]
assert again == incident
refused("ConflictException", client.start_incident, responsePlanArn=plan, title="Other", clientToken=token)
record = client.get_incident_record(arn=incident)["incidentRecord"]
assert record["title"] == "Slow again" and record["impact"] == 2 and record["summary"] == "p99 above 2 s", record
assert record["notificationTargets"] == [] and record["automationExecutions"] == [], record
assert record["incidentRecordSource"]["source"] == "aws.ssm-incidents.custom", record
client.update_incident_record(arn=incident, impact=1)
found = client.list_incident_records(filters=[{"key": "impact", "condition": {"equals": {"integerValues": [1]}}}])
assert [i["arn"] for i in found["incidentRecordSummaries"]] == [incident], found

# Timeline
event = client.create_timeline_event(
    incidentRecordArn=incident, eventType="Custom Event", eventTime=now, eventData='"rolled back"'
)["eventId"]
client.update_timeline_event(incidentRecordArn=incident, eventId=event, eventData='"rolled back twice"')
read = client.get_timeline_event(incidentRecordArn=incident, eventId=event)["event"]
assert read["eventData"] == '"rolled back twice"' and read["eventTime"] == now, read
events = client.get_paginator("list_timeline_events").paginate(
    incidentRecordArn=incident, sortOrder="ASCENDING", PaginationConfig={"PageSize": 1}
)
types = [e["eventType"] for page in events for e in page["eventSummaries"]]
assert sorted(types) == ["Custom Event", "SSM Incident Record Update", "SSM Incident Start"], types
client.delete_timeline_event(incidentRecordArn=incident, eventId=event)
refused("ResourceNotFoundException", client.get_timeline_event, incidentRecordArn=incident, eventId=event)

# Related items and findings
identifier = {"type": "OTHER", "value": {"url": "https://wiki.example.com/runbook"}}
update = {"itemToAdd": {"identifier": identifier, "title": "Runbook"}}
client.update_related_items(incidentRecordArn=incident, relatedItemsUpdate=update)
items = client.list_related_items(incidentRecordArn=incident)["relatedItems"]
assert items[0]["identifier"] == identifier and items[0]["generatedId"].startswith("related-item/OTHER/"), items
client.update_related_items(incidentRecordArn=incident, relatedItemsUpdate={"itemToRemove": identifier})
assert client.list_related_items(incidentRecordArn=incident)["relatedItems"] == []
assert client.list_incident_findings(incidentRecordArn=incident)["findings"] == []
missing = client.batch_get_incident_findings(incidentRecordArn=incident, findingIds=["absent"])
assert missing["findings"] == [] and missing["errors"][0]["findingId"] == "absent", missing

# The end
client.update_incident_record(arn=incident, status="RESOLVED")
assert client.get_incident_record(arn=incident)["incidentRecord"]["resolvedTime"]
client.delete_incident_record(arn=incident)
client.delete_response_plan(arn=plan)
client.delete_replication_set(arn=replication_set)
client.get_waiter("wait_for_replication_set_deleted").wait(arn=replication_set)
print(f"{len(called)} operations")
