import { expect, it } from "vitest";
import { isFromSlack, slackSignature } from "./signature.ts";

/** The example of Slack's documentation. */
const secret = "8f742231b10e8888abcd99yyyzzz85a5";
const timestamp = "1531420618";
const body = Buffer.from(
  "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
);
const signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
const now = Number(timestamp) * 1000;

const signed = (changes: { timestamp?: string; signature?: string; body?: Uint8Array } = {}) => ({
  headers: new Map([
    ["x-slack-request-timestamp", changes.timestamp ?? timestamp],
    ["x-slack-signature", changes.signature ?? signature],
  ]),
  body: changes.body ?? body,
});

it("signs as Slack's documentation shows", () => {
  expect(slackSignature({ timestamp, body }, secret)).toBe(signature);
});

it("believes what is signed, for five minutes", () => {
  expect(isFromSlack(signed(), secret, now + 300_000)).toBe(true);
  expect(isFromSlack(signed(), secret, now + 301_000)).toBe(false);
  expect(isFromSlack(signed(), secret, now - 301_000)).toBe(false);
});

it("believes nothing else", () => {
  for (const changed of [
    signed({ body: Buffer.concat([body, Buffer.from("&")]) }),
    signed({ timestamp: "1531420619" }),
    signed({ timestamp: "1e9" }),
    signed({ signature: signature.replace("v0", "v1") }),
    signed({ signature: "" }),
    signed({ signature: `${signature}é` }),
    { headers: new Map<string, string>(), body },
  ])
    expect(isFromSlack(changed, secret, now)).toBe(false);
  expect(isFromSlack(signed(), `${secret} `, now)).toBe(false);
  const withNoSecret = signed({ signature: slackSignature({ timestamp, body }, "") });
  expect(isFromSlack(withNoSecret, "", now)).toBe(false);
});
