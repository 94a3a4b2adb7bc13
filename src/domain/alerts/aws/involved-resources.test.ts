// Which resources a metric is about.
import { expect, test } from "vitest";
import { involvedResources } from "./involved-resources.ts";

const place = { account: "444455556666", region: "eu-west-1" };
const of = (namespace: string, dimensions: Record<string, string>, at = place) =>
  involvedResources({ namespace, name: "any", dimensions }, at);

test.each([
  [
    "AWS/DynamoDB",
    { TableName: "orders", Operation: "Query" },
    "dynamodb:eu-west-1:444455556666:table/orders",
  ],
  ["AWS/EC2", { InstanceId: "i-0a1b2c3d" }, "ec2:eu-west-1:444455556666:instance/i-0a1b2c3d"],
  ["AWS/Lambda", { FunctionName: "checkout" }, "lambda:eu-west-1:444455556666:function:checkout"],
  ["AWS/RDS", { DBInstanceIdentifier: "orders-1" }, "rds:eu-west-1:444455556666:db:orders-1"],
  ["AWS/RDS", { DBClusterIdentifier: "orders" }, "rds:eu-west-1:444455556666:cluster:orders"],
  ["AWS/S3", { BucketName: "receipts", StorageType: "StandardStorage" }, "s3:::receipts"],
])("of %s with %o", (namespace, dimensions, arn) => {
  expect(of(namespace, dimensions)).toEqual([`arn:aws:${arn}`]);
});

test("of China and of the government, in their own partitions", () => {
  const bucket = { BucketName: "receipts" };
  expect(of("AWS/S3", bucket, { ...place, region: "cn-north-1" })).toEqual(["arn:aws-cn:s3:::receipts"]);
  expect(of("AWS/S3", bucket, { ...place, region: "us-gov-west-1" })).toEqual([
    "arn:aws-us-gov:s3:::receipts",
  ]);
});

test("of other services, of other dimensions and of empty ones, none", () => {
  expect(of("AWS/SQS", { QueueName: "orders" })).toEqual([]);
  expect(of("AWS/EC2", { AutoScalingGroupName: "web" })).toEqual([]);
  expect(of("MyApp", { InstanceId: "i-1" })).toEqual([]);
  expect(of("AWS/EC2", { InstanceId: "" })).toEqual([]);
  expect(of("AWS/EC2", JSON.parse('{"__proto__":"x","constructor":"y"}'))).toEqual([]);
});
