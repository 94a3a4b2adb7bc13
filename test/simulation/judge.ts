// Judges a schedule by its trace: who was forgotten, paged too early, too late, twice, or after the end.
import { oracle, type Oracle } from "./oracle.ts";
import { type Scenario, minute } from "./scenario.ts";
import type { Event, WorldView } from "./trace.ts";
import { copyOf } from "./world.ts";

interface Case {
  readonly scenario: Scenario;
  readonly trace: readonly Event[];
  /** Milliseconds that anything may be late where nothing is broken. */
  readonly slack: number;
}

interface Escalation {
  readonly arn: string;
  readonly oracle: Oracle;
  /** As its last look saw it. */
  readonly world: WorldView;
  /** How many changes of the world that is. */
  edits: number;
  /** A look must come by then; undefined when none is expected. */
  expected: number | undefined;
  ended: boolean;
}

interface Sending {
  readonly page: string;
  readonly escalation: Escalation;
  readonly contact: string;
  readonly channel: string;
  readonly retryMinutes: number;
  state: "due" | "sent" | "given up" | "dropped";
  /** When the next attempt is to be marked; undefined while one is under way. */
  due: number | undefined;
  isUnderWay: boolean;
  attempt: number;
  firstTried: number | undefined;
  marks: number;
  sends: number;
  arrivals: number;
  /** What may have made the same message arrive once more: crashes on the way, and answers that were never heard. */
  excuses: number;
  interruptions: number;
  key: string | undefined;
  /** What the runs of this attempt were told by the channel. */
  readonly heard: Set<string>;
  readonly receipts: Map<string, number>;
}

export function judge({ scenario, trace, slack }: Case): string[] {
  const broken: string[] = [];
  const edits: Extract<Event, { what: "edit" }>[] = [];
  const opened = new Map<string, number>();
  const world = copyOf(scenario.initially);
  const escalations = new Map<string, Escalation>();
  const sendings = new Map<string, Sending>();
  const faults = trace.filter((event) => event.what === "fault");

  const blame = (at: number, what: string): void => void broken.push(`${new Date(at).toISOString()} ${what}`);

  /** The latest time at which what is due then may be done, seeing what was broken meanwhile. */
  const latest = (due: number): number => {
    let time = due + slack;
    for (const fault of faults)
      if (fault.at <= time && fault.until + slack > time) time = fault.until + slack;
    return time;
  };

  const isSilent = ({ escalation, contact }: Sending): boolean =>
    escalation.ended || escalation.oracle.isAnswered() || escalation.oracle.hasAnswered(contact);

  const isOpen = (escalation: Escalation): boolean =>
    [...sendings.values()].some(
      (it) =>
        it.escalation === escalation && it.state === "due" && !escalation.oracle.hasAnswered(it.contact),
    );

  const look = (event: Extract<Event, { what: "look" }>): void => {
    const { at, engagement, pages, ended } = event;
    const escalation = escalations.get(engagement);
    if (escalation === undefined) return blame(at, `a look at ${engagement} before its start`);
    if (escalation.ended) return blame(at, `${engagement} was looked at after its end`);
    if (escalation.expected !== undefined && at > latest(escalation.expected))
      blame(at, `looked at ${engagement} ${at - escalation.expected} ms late`);
    // The look saw the world of its own transaction, which others may have changed before it was committed.
    for (; escalation.edits < event.edits; escalation.edits++)
      edits[escalation.edits]?.apply(escalation.world);
    const expected = escalation.oracle.look(at);
    const name = (it: { readonly contact: string; readonly channel: string }): string => it.channel;
    const wanted = expected.map(name).toSorted().join(" ");
    const got = pages.map(name).toSorted().join(" ");
    if (wanted !== got) blame(at, `pages [${got}] where the plan says [${wanted}]`);
    for (const page of pages) {
      if (sendings.has(page.arn)) blame(at, `${page.arn} made twice`);
      const retryMinutes = expected.find((it) => it.channel === page.channel)?.retryMinutes ?? 0;
      const { contact, channel } = page;
      sendings.set(
        page.arn,
        newSending({ page: page.arn, escalation, contact, channel, retryMinutes, due: at }),
      );
    }
    escalation.expected = escalation.oracle.next();
    const why = escalation.oracle.isAnswered()
      ? "answered"
      : escalation.expected === undefined && !isOpen(escalation)
        ? "ran out"
        : undefined;
    if (ended !== why) blame(at, `${engagement} ended: ${ended}, where it should be: ${why}`);
    escalation.ended = ended !== undefined;
  };

  const mark = (at: number, sending: Sending): void => {
    if (isSilent(sending)) blame(at, `${sending.page} begun after the answer or the stop`);
    if (sending.state !== "due") blame(at, `${sending.page} begun although it is ${sending.state}`);
    if (sending.receipts.has("DELIVERED")) blame(at, `${sending.page} begun although it was delivered`);
    if (sending.due === undefined)
      blame(at, `${sending.page} begun while an attempt is under way and nothing broke`);
    else if (at < sending.due) blame(at, `${sending.page} begun ${sending.due - at} ms early`);
    else if (at > latest(sending.due)) blame(at, `${sending.page} begun ${at - sending.due} ms late`);
    sending.marks += 1;
    sending.firstTried ??= at;
    sending.due = undefined;
    sending.isUnderWay = true;
  };

  const send = (event: Extract<Event, { what: "send" }>, sending: Sending): void => {
    const { at, page, key, arrives, hears } = event;
    sending.sends += 1;
    sending.heard.add(hears);
    if (sending.sends > sending.marks) blame(at, `${page} sent without being marked`);
    if (hears === "uncertain") sending.excuses += 1;
    if (!arrives) return;
    sending.arrivals += 1;
    if (sending.key !== undefined && sending.key !== key)
      blame(at, `${page} arrives again under another key`);
    sending.key = key;
    if (sending.arrivals > 1 + sending.excuses) blame(at, `${page} arrived ${sending.arrivals} times`);
  };

  const settle = (event: Extract<Event, { what: "settle" }>, sending: Sending): void => {
    const { at, page } = event;
    const { state } = page;
    if (sending.state !== "due") blame(at, `${page.arn} settled again`);
    sending.state = state;
    sending.isUnderWay = false;
    const next = nextDue(sending, at);
    if (state === "due") {
      if (page.due !== next) blame(at, `${page.arn} is tried again at ${page.due}, not at ${next}`);
      sending.due = page.due;
      sending.attempt += 1;
    } else if (state === "sent" && !sending.heard.has("sent") && !sending.receipts.has("DELIVERED"))
      blame(at, `${page.arn} was not sent`);
    else if (state === "dropped" && !isSilent(sending))
      blame(at, `${page.arn} was dropped although nobody answered`);
    else if (state === "given up") {
      const reasons = [
        sending.heard.has("permanent"),
        !world.activated.has(sending.channel) || (opened.get(sending.channel) ?? 0) >= at,
        sending.interruptions >= 5,
        next - (sending.firstTried ?? at) > 24 * 60 * minute,
      ];
      if (!reasons.includes(true)) blame(at, `${page.arn} was given up`);
    }
    sending.heard.clear();
    const { escalation } = sending;
    if (state !== "due" && escalation.expected === undefined && !escalation.ended) escalation.expected = at;
  };

  const hasRead = ({ engagement, contact }: Extract<Event, { what: "answer" }>): boolean =>
    [...sendings.values()].some(
      (it) => it.escalation.arn === engagement && it.contact === contact && it.receipts.has("READ"),
    );

  const edit = (event: Extract<Event, { what: "edit" }>): void => {
    edits.push(event);
    const before = new Set(world.activated);
    event.apply(world);
    for (const channel of world.activated) if (!before.has(channel)) opened.set(channel, event.at);
  };

  const fault = (event: Extract<Event, { what: "fault" }>): void => {
    for (const key of event.keys) {
      const sending = sendings.get(key);
      if (sending?.isUnderWay !== true) continue;
      sending.excuses += 1;
      sending.interruptions += 1;
      sending.due = event.at;
    }
  };

  for (const event of trace) {
    const sending =
      "page" in event
        ? sendings.get(typeof event.page === "string" ? event.page : event.page.arn)
        : undefined;
    if ("page" in event && sending === undefined) {
      blame(event.at, "a page that nobody made");
      continue;
    }
    if (event.what === "edit") edit(event);
    else if (event.what === "start")
      escalations.set(event.engagement, begun(event, { world, edits: edits.length }));
    else if (event.what === "look") look(event);
    else if (event.what === "fault") fault(event);
    else if (event.what === "end" || event.what === "answer") {
      const escalation = escalations.get(event.engagement);
      if (escalation === undefined) continue;
      if (event.what === "end") escalation.ended = true;
      else {
        if (!hasRead(event)) blame(event.at, `${event.contact} is said to have answered`);
        escalation.oracle.answer(event.contact);
        if (!escalation.ended) escalation.expected = Math.min(escalation.expected ?? Infinity, event.at);
      }
    } else if (sending !== undefined) {
      if (event.what === "mark") mark(event.at, sending);
      if (event.what === "send") send(event, sending);
      if (event.what === "settle") settle(event, sending);
      if (event.what === "receipt")
        sending.receipts.set(event.type, (sending.receipts.get(event.type) ?? 0) + 1);
    }
  }

  const end = trace.at(-1)?.at ?? 0;
  for (const escalation of escalations.values())
    if (!escalation.ended)
      blame(end, `${escalation.arn} never ended; a look was expected at ${escalation.expected}`);
  for (const sending of sendings.values()) {
    const { page, state, marks, receipts } = sending;
    const told = (type: string): number => receipts.get(type) ?? 0;
    if (state === "due") blame(end, `${page} was forgotten`);
    if (told("READ") > 0 && !sending.escalation.oracle.hasAnswered(sending.contact))
      blame(end, `the answer to ${page} was not heard`);
    if (told("SENT") !== (state === "sent" ? 1 : 0))
      blame(end, `${page} is ${state} with ${told("SENT")} receipts SENT`);
    if (told("STOP") !== (state === "dropped" ? 1 : 0))
      blame(end, `${page} is ${state} with ${told("STOP")} receipts STOP`);
    if (told("SENT") + told("ERROR") < marks) blame(end, `${page} has attempts without a receipt`);
  }
  return broken;
}

const begun = (
  event: Extract<Event, { what: "start" }>,
  seen: { readonly world: WorldView; readonly edits: number },
): Escalation => {
  const world = copyOf(seen.world);
  return {
    arn: event.engagement,
    oracle: oracle({ root: event.contact, rounds: event.rounds, start: event.at, world }),
    world,
    edits: seen.edits,
    expected: event.at,
    ended: false,
  };
};

const newSending = (
  it: Pick<Sending, "page" | "escalation" | "contact" | "channel" | "retryMinutes" | "due">,
): Sending => ({
  ...it,
  state: "due",
  isUnderWay: false,
  attempt: 1,
  firstTried: undefined,
  marks: 0,
  sends: 0,
  arrivals: 0,
  excuses: 0,
  interruptions: 0,
  key: undefined,
  heard: new Set(),
  receipts: new Map(),
});

/** As the plan says, or else 15 seconds, doubled with each failure up to a quarter of an hour. */
function nextDue({ retryMinutes, attempt }: Sending, failed: number): number {
  if (retryMinutes > 0) return failed + retryMinutes * minute;
  return failed + Math.min(15_000 * 2 ** (attempt - 1), 15 * minute);
}
