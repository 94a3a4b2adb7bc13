// Callers that start incidents as fast as they are answered, and remember what they were told.
import { randomUUID } from "node:crypto";
import {
  CreateReplicationSetCommand,
  CreateResponsePlanCommand,
  SSMIncidentsClient,
  StartIncidentCommand,
} from "@aws-sdk/client-ssm-incidents";
import { account, region, rootKey } from "../harness/server.ts";

export const planArn = `arn:aws:ssm-incidents::${account}:response-plan/load`;

export const client = (url: string): SSMIncidentsClient =>
  new SSMIncidentsClient({ endpoint: url, region, credentials: rootKey, maxAttempts: 1 });

/** What the load needs to be there. */
export async function prepare(url: string): Promise<void> {
  const incidents = client(url);
  await incidents.send(new CreateReplicationSetCommand({ regions: { [region]: {} } }));
  const template = { title: "Load", impact: 3, incidentTags: { kind: "load" } };
  await incidents.send(new CreateResponsePlanCommand({ name: "load", incidentTemplate: template }));
  incidents.destroy();
}

export interface Ledger {
  /** Client token → the ARN that a success told. */
  readonly acknowledged: Map<string, string>;
  /** Client tokens of calls that got no answer: done or not done, but never half. */
  readonly inDoubt: Set<string>;
}

export const start = async (incidents: SSMIncidentsClient, clientToken: string): Promise<string> => {
  const answer = await incidents.send(
    new StartIncidentCommand({
      responsePlanArn: planArn,
      clientToken,
      title: clientToken,
      relatedItems: [
        { title: "wiki", identifier: { type: "OTHER", value: { url: "https://wiki.example.com/load" } } },
      ],
    }),
  );
  return answer.incidentRecordArn ?? "";
};

/** Calls until an answer is not a success, which is when the server has died. */
export async function call(url: string, callers: number, ledger: Ledger): Promise<void> {
  const incidents = client(url);
  const one = async (): Promise<void> => {
    for (;;) {
      const token = randomUUID();
      ledger.inDoubt.add(token);
      try {
        ledger.acknowledged.set(token, await start(incidents, token));
        ledger.inDoubt.delete(token);
      } catch {
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: callers }, one));
  incidents.destroy();
}
