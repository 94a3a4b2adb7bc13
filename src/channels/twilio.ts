// Twilio's REST API, or that of a gateway which speaks it: one request makes one SMS or one call.
import type { Sent } from "../domain/engagement/sending.ts";
import { type Answer, idIn, isUncertain, jsonOf, post } from "./post.ts";

export interface TwilioAccount {
  readonly accountSid: string;
  readonly authToken: string;
  /** E.164. */
  readonly from: string;
  /** Without a slash at the end. */
  readonly baseUrl: string;
}

interface Request {
  readonly resource: "Messages" | "Calls";
  /** Absent members are left out. */
  readonly form: Readonly<Record<string, string | undefined>>;
  readonly key: string;
}

/** @returns as `said` the SID, as AWS shows it in its receipts */
export async function twilioRequest(
  account: TwilioAccount,
  { resource, form, key }: Request,
  signal: AbortSignal,
): Promise<Sent> {
  const { accountSid, authToken, baseUrl, from } = account;
  const given = Object.entries({ From: from, ...form }).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  const answer = await post(
    {
      url: `${baseUrl}/2010-04-01/Accounts/${accountSid}/${resource}.json`,
      headers: {
        Authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`,
        "Content-Type": "application/x-www-form-urlencoded",
        // Twilio itself promises nothing for them; gateways may.
        "Idempotency-Key": key,
        "I-Twilio-Idempotency-Token": key,
      },
      body: new URLSearchParams(given).toString(),
    },
    { to: "Twilio", signal },
  );
  return "outcome" in answer ? answer : outcomeOf(answer);
}

/** What another try cannot mend: the number is none, cannot be reached this way, or its owner wants no messages. */
const permanent: ReadonlySet<number> = new Set([
  13223, 13224, 21211, 21214, 21217, 21401, 21407, 21421, 21610, 21614,
]);

function outcomeOf(answer: Answer): Sent {
  const { status } = answer;
  if (status >= 200 && status < 300)
    return { outcome: "sent", said: idIn(answer, "sid") ?? "accepted by Twilio" };
  const { code, message } = errorIn(answer);
  const told = message === undefined ? `HTTP ${status}` : `${message} (${code ?? `HTTP ${status}`})`;
  return {
    outcome: "failed",
    said: `Twilio refuses it: ${told}`,
    ...(code !== undefined && permanent.has(code) && { permanent: true }),
    ...(isUncertain(answer) && { uncertain: true }),
  };
}

function errorIn({ text }: Answer): { readonly code?: number; readonly message?: string } {
  const body = jsonOf(text);
  if (typeof body !== "object" || body === null) return {};
  const { code, message } = body as { readonly code?: unknown; readonly message?: unknown };
  return {
    ...(typeof code === "number" && { code }),
    ...(typeof message === "string" && { message: message.slice(0, 300) }),
  };
}
