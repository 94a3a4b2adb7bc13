// A response plan that pages somebody through a webhook, in a server that has nothing yet.
import { Agent } from "node:http";
import { setTimeout } from "node:timers/promises";
import { send } from "../test/harness/send.ts";
import { region, rootKey } from "../test/harness/server.ts";

type Answered = Readonly<Record<string, unknown>>;

const callerOf = (url: string, agent: Agent) => {
  const call = async (service: string, path: string, input: object, headers = {}): Promise<Answered> => {
    const body = JSON.stringify(input);
    const signed = { method: "POST", service, credentials: rootKey, region } as const;
    const { status, text } = await send({ ...signed, url: new URL(path, url), headers, body, agent });
    if (status >= 300) throw new Error(`${status}: ${text}`);
    return text === "" ? {} : (JSON.parse(text) as Answered);
  };
  return {
    incidents: (path: string, input: object) => call("ssm-incidents", path, input),
    tocsin: (path: string, input: object) => call("tocsin", path, input),
    contacts: (operation: string, input: object) =>
      call("ssm-contacts", "/", input, { "x-amz-target": `SSMContacts.${operation}` }),
  };
};

/** The plan is named `bench`. @returns an intake key for it */
export async function preparePlan(url: string, webhook: string): Promise<string> {
  const agent = new Agent({ keepAlive: true });
  const { incidents, contacts, tocsin } = callerOf(url, agent);
  await incidents("/createReplicationSet", { regions: { [region]: {} } });
  const someone = { Alias: "alice", Type: "PERSONAL", Plan: { Stages: [] } };
  const { ContactArn: ContactId } = await contacts("CreateContact", someone);
  const { ContactChannelArn: ContactChannelId } = await contacts("CreateContactChannel", {
    ContactId,
    Name: "webhook",
    Type: "EMAIL",
    DeliveryAddress: { SimpleAddress: webhook },
  });
  const ActivationCode = await codeFrom(tocsin);
  await contacts("ActivateContactChannel", { ContactChannelId, ActivationCode });
  const stage = { DurationInMinutes: 30, Targets: [{ ChannelTargetInfo: { ContactChannelId } }] };
  await contacts("UpdateContact", { ContactId, Plan: { Stages: [stage] } });
  const incidentTemplate = { title: "Bench", impact: 3 };
  await incidents("/createResponsePlan", { name: "bench", incidentTemplate, engagements: [ContactId] });
  const made = await tocsin("/_tocsin/intake/keys/create", { responsePlanName: "bench" });
  agent.destroy();
  return (made["intakeKey"] as { readonly key: string }).key;
}

/** Waits until it has been sent. */
async function codeFrom(tocsin: (path: string, input: object) => Promise<Answered>): Promise<string> {
  for (;;) {
    const { messages } = await tocsin("/_tocsin/outbox/list", {});
    const [message] = messages as readonly { readonly code: string }[];
    if (message !== undefined) return message.code;
    await setTimeout(50);
  }
}
