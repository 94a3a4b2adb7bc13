// StartEngagement: calls a person, an escalation plan or an on-call schedule, once per token.
import { type Implementation, implement } from "../../contract/call.ts";
import { startEngagement as operation } from "../../contract/contacts/engagement.ts";
import { parseArn } from "../../domain/arn.ts";
import { holdIncident } from "../../storage/incidents.ts";
import { idempotently } from "../idempotent.ts";
import type { Given } from "../given.ts";
import { beginEngagement } from "../paging/begin-engagement.ts";
import { tokenReusedUnmodelled } from "./errors.ts";
import { requireOnboarded } from "./onboarded.ts";
import { ownContact } from "./own-contact.ts";

export const startEngagement = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ ContactId }) => [ContactId],
    run: (input, { caller: { account, region } }) => {
      const { ContactId: arn, IncidentId: incident } = input;
      const call = {
        // An empty text names no incident.
        incident: incident || undefined,
        sender: input.Sender,
        subject: input.Subject,
        content: input.Content,
        publicSubject: input.PublicSubject,
        publicContent: input.PublicContent,
      };
      return idempotently(given, {
        account,
        operation: `${operation.name} in ${region}`,
        input,
        mismatch: tokenReusedUnmodelled,
        run: async (tx) => {
          await requireOnboarded(tx, account);
          const contact = await ownContact(tx, { account, arn });
          // So that it is not resolved at the same moment without stopping this.
          if (parseArn(incident ?? "")?.account === account) await holdIncident(tx, incident ?? "");
          return { EngagementArn: await beginEngagement(given, tx, { contact, call }) };
        },
      });
    },
  });
