import * as fc from "fast-check";
import { expect, test } from "vitest";
import { advance } from "./advance.ts";
import type { Engagement } from "./engagement.ts";
import { contactArn, engagementArn, start } from "./example-engagements.ts";
import type { Facts } from "./facts.ts";
import type { Person, Place } from "./plan.ts";

const name = fc.constantFrom("a", "b", "c");
const contact = name.map(contactArn);
const time = fc.integer({ min: start - 1e9, max: start + 1e9 });
const wait = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 86_400_000 }));
const many = <T>(it: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(it, { maxLength: 4 });

const person: fc.Arbitrary<Person> = fc.record({
  contact,
  stages: many(fc.record({ wait, targets: many(fc.record({ channel: name, retryEvery: wait })) })),
});
const target = fc.record({
  contact,
  kind: fc.constantFrom("person", "schedule", "missing"),
  essential: fc.boolean(),
});
const place: fc.Arbitrary<Place> = fc.record({ next: fc.nat(9), due: time });
const step = fc.record({ round: fc.nat(9), stage: fc.nat(9), target: fc.nat(9) });

/** Also states that no engagement comes to by itself. */
const engagement: fc.Arbitrary<Engagement> = fc.record({
  arn: fc.constant(engagementArn),
  started: time,
  plan: fc.record({
    contact,
    type: fc.constantFrom("PERSONAL", "ESCALATION", "ONCALL_SCHEDULE"),
    stages: many(fc.record({ wait, targets: many(target) })),
    rounds: fc.integer({ min: 1, max: 10 }),
  }),
  people: many(person),
  answers: many(fc.record({ contact, at: time })),
  progress: fc.record({
    round: fc.nat(12),
    roundBegan: time,
    place: fc.option(place, { nil: undefined }),
    walks: many(fc.record({ contact, by: step, place })),
    essential: many(contact),
    paged: fc.record({ at: time, channels: many(name) }),
  }),
});

const facts: fc.Arbitrary<Facts> = fc.record({
  channels: many(name).map((it) => new Set(it)),
  deleted: many(contact).map((it) => new Set(it)),
  onCall: many(fc.tuple(contact, many(person))).map((it) => new Map(it)),
  unsent: many(contact).map((it) => new Set(it)),
});

test("whatever an engagement has come to, it either ends, waits for its pages, or is looked at later", () => {
  fc.assert(
    fc.property(engagement, facts, time, (it, known, now) => {
      const { engagement: after, nextLook, pages } = advance(it, known, now);
      if (nextLook === undefined)
        expect(after.ended !== undefined || pages.length > 0 || known.unsent.size > 0).toBe(true);
      else expect(nextLook).toBeGreaterThan(now);
    }),
    { numRuns: 2_000 },
  );
});

test("whatever it has come to, a second look at the same moment pages nobody, and nobody who has answered is paged", () => {
  fc.assert(
    fc.property(engagement, facts, time, (it, known, now) => {
      const first = advance(it, known, now);
      expect(advance(first.engagement, known, now).pages).toEqual([]);
      const answered = new Set(it.answers.map((answer) => answer.contact));
      expect(first.pages.filter((page) => answered.has(page.contact))).toEqual([]);
      expect(new Set(first.pages.map((page) => page.channel)).size).toBe(first.pages.length);
    }),
    { numRuns: 2_000 },
  );
});

test("an engagement survives being written down and read again", () => {
  fc.assert(
    fc.property(engagement, facts, time, (it, known, now) => {
      const { engagement: after } = advance(it, known, now);
      const read = JSON.parse(JSON.stringify(after)) as Engagement;
      const later = after.progress.nextLook ?? now;
      expect(advance(read, known, later)).toEqual(advance(after, known, later));
    }),
    { numRuns: 500 },
  );
});
