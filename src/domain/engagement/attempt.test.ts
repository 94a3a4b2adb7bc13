import { expect, test } from "vitest";
import { type Outcome, beginAttempt, concludeAttempt, mostInterruptions } from "./attempt.ts";
import type { Engagement } from "./engagement.ts";
import { contactArn, essential, minute, person, stage, start, tell } from "./example-engagements.ts";
import { type Page, pageToSend } from "./page.ts";
import { patience } from "./retry.ts";
import type { Recipient, Sent } from "./sending.ts";

const story = tell({
  stages: [stage(5, essential("alice"), essential("bob"))],
  people: [person("alice", [0, "sms"]), person("bob", [0, "sms"])],
});
story.look(0);
const { engagement } = story;
const [asked] = story.pages;
if (asked === undefined) throw new Error("nobody was paged");
const page = pageToSend(asked, "123456");
const to: Recipient = { name: "Alice", type: "SMS", address: "+4915112345678", activated: true };

const begin = (
  it: Page,
  given: Partial<{ engagement: Engagement; to: Recipient | undefined }> = {},
): Outcome => {
  const outcome = beginAttempt({ page: it, engagement, to, ...given }, start);
  if (outcome === undefined) throw new Error("it was settled before");
  return outcome;
};
const end = (it: Page, sent: Sent, at = start): Outcome => {
  const outcome = concludeAttempt({ page: it, to, sent }, at);
  if (outcome === undefined) throw new Error("it was settled before");
  return outcome;
};
const infos = ({ receipts }: Outcome): string[] => receipts.map(({ type, info }) => `${type} ${info}`);

const failure: Sent = { outcome: "failed", said: "the provider is busy" };

test("a page that is sent leaves the receipt SENT with the provider's id, and is on the timeline", () => {
  const sent = end(begin(page).page, { outcome: "sent", said: "SM6656c1" });
  expect(sent.page.state).toBe("sent");
  expect(infos(sent)).toEqual(["SENT SM6656c1 (Alice by SMS to +49…78)"]);
  expect(sent.happenings).toMatchObject([
    { type: "SSM Contacts Page for Incident", data: { contactArn: contactArn("alice") } },
  ]);
});

test("an attempt that fails says to whom, why, and when the next one comes", () => {
  const failed = end(begin(page).page, failure);
  expect(infos(failed)).toEqual([
    "ERROR Attempt 1 to reach Alice by SMS to +49…78 failed: the provider is busy. Next attempt at 2027-01-04T03:00:15.000Z.",
  ]);
  expect(failed.page).toMatchObject({ state: "due", attempt: 2, due: start + 15_000, begun: false });
  expect(failed.happenings).toMatchObject([
    { data: { attempt: 1, reason: "the provider is busy", nextAttempt: "2027-01-04T03:00:15.000Z" } },
  ]);
});

test("the plan's own interval comes before Tocsin's", () => {
  const failed = end(begin({ ...page, retryEvery: 5 * minute }).page, failure);
  expect(failed.page.due).toBe(start + 5 * minute);
});

test("what cannot help is not tried again", () => {
  const failed = end(begin(page).page, { ...failure, permanent: true });
  expect(failed.page.state).toBe("given up");
  expect(infos(failed)[0]).toMatch(/busy. It is not tried again.$/);
});

test("a page is given up a day after its first attempt", () => {
  const { page: begun } = begin({ ...page, retryEvery: 60 * minute });
  expect(end(begun, failure, start + patience - 60 * minute).page.state).toBe("due");
  expect(end(begun, failure, start + patience - 59 * minute).page.state).toBe("given up");
});

test("nobody is paged who has answered, or after an essential answer, or after the end", () => {
  const answeredBy = (name: string): Engagement => ({
    ...engagement,
    answers: [{ contact: contactArn(name), at: start }],
  });
  const dropped = (it: Engagement): string[] => {
    const { page: after, receipts } = begin(page, { engagement: it });
    expect(after.state).toBe("dropped");
    return receipts.map(({ type, info }) => `${type} ${info}`);
  };
  expect(dropped(answeredBy("alice"))).toEqual(["STOP Not sent any more: they have answered."]);
  expect(dropped(answeredBy("bob"))).toEqual(["STOP Not sent any more: somebody has answered."]);
  expect(dropped({ ...engagement, ended: { at: start, why: "stopped" } })).toEqual([
    "STOP Not sent any more: the engagement was stopped.",
  ]);
  expect(dropped({ ...engagement, ended: { at: start, why: "resolved" } })).toEqual([
    "STOP Not sent any more: the incident is resolved.",
  ]);
});

test("a channel that was closed meanwhile is not used", () => {
  for (const closed of [undefined, { ...to, activated: false }]) {
    const { page: after, receipts } = begin(page, { to: closed });
    expect(after.state).toBe("given up");
    expect(receipts).toMatchObject([{ type: "ERROR", info: expect.stringContaining("not activated") }]);
  }
});

test("an interrupted attempt says so and is done again under the same key", () => {
  const { page: begun } = begin(page);
  const again = begin(begun);
  expect(infos(again)).toEqual([
    "ERROR Attempt 1 was interrupted before the answer came; it may have arrived.",
  ]);
  expect(again.page).toMatchObject({ state: "due", begun: true, attempt: 1, key: page.key });
});

test("the key changes only as long as it is certain that nothing has arrived", () => {
  const afterFailure = end(begin(page).page, failure).page;
  expect(afterFailure.key).not.toBe(page.key);
  const uncertain = end(begin(afterFailure).page, { ...failure, uncertain: true }).page;
  expect(uncertain.key).toBe(afterFailure.key);
  expect(end(begin(uncertain).page, failure).page.key).toBe(afterFailure.key);
});

test("a page that seems to end every process that sends it is given up", () => {
  let it = begin(page);
  for (let interruptions = 1; interruptions < mostInterruptions; interruptions++) it = begin(it.page);
  expect(it.page.state).toBe("due");
  expect(begin(it.page).page.state).toBe("given up");
});

test("what is known to be delivered is not sent again", () => {
  const { page: begun } = begin(page);
  const known = begin({ ...begun, delivered: true });
  expect(known.page.state).toBe("sent");
  expect(infos(known)).toEqual(["SENT It was delivered, so it is not sent again."]);
});

test("a page that is settled stays as it is", () => {
  for (const state of ["sent", "given up", "dropped"] as const) {
    expect(beginAttempt({ page: { ...page, state }, engagement, to }, start)).toBeUndefined();
    expect(concludeAttempt({ page: { ...page, state }, to, sent: failure }, start)).toBeUndefined();
  }
});
