// What a metric is about: the ARNs that the dimensions of five services name. Source: Incident Manager's user guide.
import { type Place, awsArn, isArn, partitionOf } from "./arn.ts";

export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

type ArnOf = (value: string, place: Place) => string;

const of =
  (service: string, before: string): ArnOf =>
  (value, place) =>
    awsArn(service, place, `${before}${value}`);

const instance = of("ec2", "instance/");

/** By namespace and dimension. The agent's metrics of an instance are about the instance: this one is ours. */
const named: ReadonlyMap<string, ArnOf> = new Map([
  ["AWS/DynamoDB TableName", of("dynamodb", "table/")],
  ["AWS/EC2 InstanceId", instance],
  ["CWAgent InstanceId", instance],
  ["AWS/Lambda FunctionName", of("lambda", "function:")],
  ["AWS/RDS DBInstanceIdentifier", of("rds", "db:")],
  ["AWS/RDS DBClusterIdentifier", of("rds", "cluster:")],
  // Buckets have neither account nor Region in their ARNs.
  ["AWS/S3 BucketName", (bucket, { region }) => `arn:${partitionOf(region)}:s3:::${bucket}`],
]);

/** The ARNs of a metric's resources, in the order of its dimensions. */
export const involvedResources = ({ namespace, dimensions }: Metric, place: Place): string[] =>
  Object.entries(dimensions).flatMap(([name, value]) => {
    const arn = value === "" ? undefined : named.get(`${namespace} ${name}`)?.(value, place);
    return arn !== undefined && isArn(arn) ? [arn] : [];
  });
