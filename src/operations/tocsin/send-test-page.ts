// SendTestPage: pages somebody to see whether pages arrive.
import { ApiError } from "../../contract/api-error.ts";
import { type Caller, type Implementation, implement } from "../../contract/call.ts";
import { sendTestPage as operation } from "../../contract/tocsin/reachability.ts";
import { contactArn, parseContactsArn } from "../../domain/contacts/arn.ts";
import type { Contact } from "../../domain/contacts/contact.ts";
import { holesTold, reachability } from "../../domain/contacts/reachability.ts";
import { testCall } from "../../domain/contacts/test-call.ts";
import { findContact } from "../../storage/contacts.ts";
import { lockActiveSet } from "../../storage/replication-sets.ts";
import type { Transaction } from "../../storage/storage.ts";
import { directoryOf } from "../contacts/directory.ts";
import { beginEngagement } from "../paging/begin-engagement.ts";
import type { GivenForDoctor } from "./given.ts";

export const sendTestPage = (given: GivenForDoctor): Implementation =>
  implement({
    operation,
    resources: ({ contactId }, caller) => [arnOf(contactId, caller)],
    run: ({ contactId }, { caller }) =>
      given.storage.write(async (tx) => {
        if (!(await lockActiveSet(tx, caller.account))) throw invalid("There is no active replication set.");
        const contact = await ownContact(tx, { contactId, caller });
        await requireReachable(tx, contact, given.clock.now());
        const engagementArn = await beginEngagement(given, tx, { contact, call: testCall(caller.arn) });
        return { engagementArn, contactArn: contact.arn };
      }),
  });

const arnOf = (contactId: string, caller: Caller): string =>
  contactId.startsWith("arn:") ? contactId : contactArn(caller, contactId);

const invalid = (message: string): ApiError => new ApiError("ValidationException", message);

async function ownContact(
  tx: Transaction,
  { contactId, caller }: { readonly contactId: string; readonly caller: Caller },
): Promise<Contact> {
  const arn = arnOf(contactId, caller);
  const named = parseContactsArn(arn);
  const isOwn = named?.kind === "contact" && named.account === caller.account;
  const contact = isOwn ? await findContact(tx, arn) : undefined;
  if (contact !== undefined) return contact;
  const place = contactId === arn ? "" : ` in ${caller.region}`;
  throw new ApiError("ResourceNotFoundException", `There is no contact ${contactId}${place}.`, {
    resourceIdentifier: arn,
  });
}

async function requireReachable(tx: Transaction, contact: Contact, now: number): Promise<void> {
  const { wakes, holes } = reachability(await directoryOf(tx, [contact.arn], now), contact, now);
  if (!wakes) throw invalid(`${contact.alias} could not be woken: ${holesTold(holes)}.`);
}
