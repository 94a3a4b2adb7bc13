// Takes what people answer, and what providers tell, to the operations.
import type { GivenForContacts } from "../operations/contacts/given.ts";
import { deactivateChannels, sendActivationCodes } from "../operations/contacts/sms-wishes.ts";
import { acknowledgePage, describePageTo } from "../operations/paging/acknowledge-page.ts";
import { findPageByCode } from "../operations/paging/find-page-by-code.ts";
import { recordReceipt } from "../operations/paging/record-receipt.ts";
import type { Acknowledging, Hearing } from "./acknowledging.ts";

export const hearingOf = (given: GivenForContacts): Acknowledging & Hearing => ({
  acknowledgePage: (it) => acknowledgePage(given, it),
  describePage: (page) => describePageTo(given, page),
  recordReceipt: (it) => recordReceipt(given, it),
  findPageByCodeAndAddress: (it) => findPageByCode(given.storage, it),
  deactivateChannels: (it) => deactivateChannels(given, it),
  sendActivationCodes: (it) => sendActivationCodes(given, it),
});
