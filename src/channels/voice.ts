// Calls through Twilio. What is said goes with the request, so that a call speaks even while Twilio cannot reach Tocsin.
import type { VoiceLetter } from "../domain/messages/letter.ts";
import type { Carrier } from "./carrier.ts";
import { type TwilioAccount, twilioRequest } from "./twilio.ts";

/** Long enough to wake up and reach for it; many voice mailboxes answer after that. */
const ringingSeconds = "30";

export const createVoice =
  (account: TwilioAccount): Carrier<VoiceLetter> =>
  ({ letter: { twiml, report }, to: { address }, key }, signal) =>
    twilioRequest(
      account,
      {
        resource: "Calls",
        form: { To: address, Twiml: twiml, Timeout: ringingSeconds, StatusCallback: report },
        key,
      },
      signal,
    );
