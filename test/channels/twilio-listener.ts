// Where Twilio would be: takes SMS and calls as its REST API does, and talks back to Tocsin, signed as Twilio signs.
import { signatureOf } from "../../src/web/twilio-signature.ts";
import { type AnswerHttp, answerJson, type HttpListener, listenForHttp } from "./http-listener.ts";

export const twilioAccount = {
  accountSid: "AC00000000000000000000000000000001",
  authToken: "a-token-that-is-not-a-secret",
  from: "+14255550100",
};

export interface TwilioListener extends HttpListener {
  /** What it was asked for, in order. */
  readonly requests: readonly TwilioRequest[];
  /** Posts a form to an address of Tocsin's, signed. */
  readonly tell: (url: string, form: Readonly<Record<string, string>>) => Promise<Response>;
}

export interface TwilioRequest {
  readonly resource: "Messages" | "Calls";
  /** By name, such as `To`. */
  readonly form: ReadonlyMap<string, string>;
}

/** An error as the API writes it. */
export const twilioError =
  (status: number, code: number, message: string): AnswerHttp =>
  (_, response) =>
    answerJson(response, status, {
      code,
      message,
      more_info: `https://www.twilio.com/docs/errors/${code}`,
      status,
    });

export async function listenAsTwilio(answer?: AnswerHttp): Promise<TwilioListener> {
  let sids = 0;
  const accept: AnswerHttp = ({ path }, response) => {
    sids += 1;
    const kind = path.includes("/Calls") ? "CA" : "SM";
    answerJson(response, 201, { sid: `${kind}${String(sids).padStart(32, "0")}`, status: "queued" });
  };
  const listener = await listenForHttp(answer ?? accept);
  return {
    ...listener,
    get requests() {
      return listener.asked.map(({ path, body }) => ({
        resource: path.includes("/Calls") ? ("Calls" as const) : ("Messages" as const),
        form: new Map(new URLSearchParams(body)),
      }));
    },
    tell: (url, form) => tell(url, form),
    [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose](),
  };
}

/** @param signedFor the address that the signature is for, where it is not the same */
export function tell(
  url: string,
  form: Readonly<Record<string, string>>,
  { signedFor = url, authToken = twilioAccount.authToken } = {},
): Promise<Response> {
  const body = new URLSearchParams(form);
  return fetch(url, {
    method: "POST",
    headers: { "x-twilio-signature": signatureOf(signedFor, body, authToken) },
    body,
  });
}
