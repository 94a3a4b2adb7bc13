// Engages those whom the response plan names, in the transaction that opens the incident: no incident without its pages.
import { responsePlanArn } from "../../domain/arn.ts";
import { callFor } from "../../domain/incident/call.ts";
import type { Incident } from "../../domain/incident/incident.ts";
import { engagementFailed } from "../../domain/timeline-happenings.ts";
import { findContacts } from "../../storage/contacts.ts";
import type { Transaction } from "../../storage/storage.ts";
import { readTags } from "../../storage/tags.ts";
import { recordEvents } from "../../storage/timeline-events.ts";
import type { Given } from "../given.ts";
import { beginEngagement } from "./begin-engagement.ts";
import { beyondOf } from "./planned-contacts.ts";

interface Engaging {
  readonly incident: Incident;
  readonly planName: string;
  /** The ARNs of contacts, of any Region: at least one. */
  readonly contacts: readonly string[];
}

type Needed = Pick<Given, "clock" | "newId">;

/** Who is not there does not keep the incident from opening, nor others from being engaged: the timeline tells. */
export async function engageForIncident(given: Needed, tx: Transaction, it: Engaging): Promise<void> {
  const { account } = it.incident;
  const found = await findContacts(tx, it.contacts);
  const there = new Map(found.filter((contact) => contact.account === account).map((one) => [one.arn, one]));
  const { rounds } = beyondOf(await readTags(tx, responsePlanArn(account, it.planName)));
  const call = callFor(it.incident);
  for (const arn of it.contacts) {
    const contact = there.get(arn);
    if (contact === undefined)
      await tellMissing(given, tx, { incidentArn: it.incident.arn, contactArn: arn });
    else await beginEngagement(given, tx, { contact, call, rounds });
  }
}

/** For an incident that the transaction has made. */
async function tellMissing(
  { clock, newId }: Needed,
  tx: Transaction,
  { incidentArn, contactArn }: { readonly incidentArn: string; readonly contactArn: string },
): Promise<void> {
  const happening = engagementFailed({ contactArn, reason: "the contact does not exist" });
  await recordEvents(tx, [{ id: newId(), incidentArn, time: clock.now(), ...happening }]);
}
