// Which incident somebody who is paged can be shown: an engagement may name any text as its incident.
import { parseArn } from "../arn.ts";
import { accountOf } from "../contacts/arn.ts";
import type { IncidentNamed } from "./links.ts";

/** Only one of the page's own account. @param page its ARN */
export function readableIncident(page: string, incident: string | undefined): IncidentNamed | undefined {
  const account = accountOf(page);
  const named = incident === undefined ? undefined : parseArn(incident);
  return incident !== undefined && named?.kind === "incident-record" && named.account === account
    ? { account, incident }
    : undefined;
}
