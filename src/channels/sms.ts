// SMS through Twilio.
import type { SmsLetter } from "../domain/messages/letter.ts";
import type { Carrier } from "./carrier.ts";
import { type TwilioAccount, twilioRequest } from "./twilio.ts";

export const createSms =
  (account: TwilioAccount): Carrier<SmsLetter> =>
  ({ letter: { text, report }, to: { address }, key }, signal) =>
    twilioRequest(
      account,
      { resource: "Messages", form: { To: address, Body: text, StatusCallback: report }, key },
      signal,
    );
