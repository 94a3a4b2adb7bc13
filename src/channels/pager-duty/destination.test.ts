import { expect, it } from "vitest";
import { listenAsPagerDuty, token } from "../../../test/notices/pager-duty-listener.ts";
import type { Notice } from "../../domain/notices/destination.ts";
import { incidentKey } from "./api.ts";
import { mostNotes, pagerDuty } from "./destination.ts";

const arn = "arn:aws:ssm-incidents::111122223333:incident-record/web/1ab2c3d4-0000-0000-0000-000000000000";

const secret = JSON.stringify({
  pagerDutyToken: token,
  pagerDutyServiceRegion: "EU",
  pagerDutyFromEmail: "pd@example.com",
});

const notice = (more: Partial<Notice> = {}): Notice => ({
  event: {
    version: "0",
    id: "an event",
    "detail-type": "Note",
    source: "aws.ssm-incidents",
    account: "111122223333",
    time: "2026-11-23T08:00:00Z",
    region: "us-east-1",
    resources: [arn],
    detail: { eventData: "something happened" },
  },
  incident: {
    arn,
    account: "111122223333",
    title: "Web is down",
    status: "OPEN",
    impact: 2,
    planName: "web",
    creationTime: 0,
  },
  config: { serviceId: "PSERVICE", secret },
  state: undefined,
  key: "a key",
  links: {},
  ...more,
});

it("PagerDuty gets as many notes as it takes, the last of which says so, and no more", async () => {
  await using listener = await listenAsPagerDuty();
  const { carry } = pagerDuty({ baseUrl: listener.url });
  const { signal } = new AbortController();
  const first = await carry(notice(), signal);
  const [incident] = listener.incidents;
  expect(first).toEqual({ outcome: "sent", said: incident?.id, state: { id: incident?.id, notes: 1 } });
  let state: unknown = { id: incident?.id, notes: mostNotes - 2 };
  for (let told = 0; told < 4; told += 1) {
    const carried = await carry(notice({ state }), signal);
    state = "state" in carried ? carried.state : expect.unreachable(carried.said);
  }
  expect(state).toEqual({ id: incident?.id, notes: mostNotes });
  expect(incident?.notes).toEqual([
    "2026-11-23T08:00:00Z  Note: something happened",
    "2026-11-23T08:00:00Z  Note: something happened",
    expect.stringContaining("as many notes as PagerDuty takes"),
  ]);
});

it("an incident of somebody else's is not taken for ours, whatever PagerDuty answers to the key", async () => {
  await using listener = await listenAsPagerDuty();
  const { carry } = pagerDuty({ baseUrl: listener.url });
  listener.instead = ({ method, path }, response) => {
    if (method !== "GET" || !path.startsWith("/incidents?")) return false;
    response.end(
      JSON.stringify({ incidents: [{ id: "POTHER", incident_key: "other", status: "triggered" }] }),
    );
    return true;
  };
  const carried = await carry(notice(), new AbortController().signal);
  expect(carried).toMatchObject({ outcome: "sent", said: listener.incidents[0]?.id });
});

it("a plan's name of any length makes a key that PagerDuty takes", () => {
  const long = arn.replace("/web/", `/${"w".repeat(200)}/`);
  expect(incidentKey(arn)).toBe(arn);
  expect(incidentKey(long)).toMatch(/^tocsin-[0-9a-f]{64}$/);
  expect(incidentKey(long)).not.toBe(incidentKey(`${long}0`));
});
