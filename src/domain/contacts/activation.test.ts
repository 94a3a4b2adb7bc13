import { describe, expect, it } from "vitest";
import { createActivationCodes } from "./activation-codes.ts";
import {
  type Activation,
  codeMilliseconds,
  guess,
  mostCodesInAnHour,
  mostWrongGuesses,
  withCode,
  withoutCode,
} from "./activation.ts";

const hour = 60 * 60_000;
const fresh = (now = 0, digest = "right"): Activation => {
  const activation = withCode(undefined, { digest, now });
  if (activation === undefined) throw new Error("a first code is always sent");
  return activation;
};

describe("a code", () => {
  it("is right once, until it expires", () => {
    const activation = fresh();
    expect(guess(activation, { digest: "right", now: codeMilliseconds - 1 })).toEqual({
      right: true,
      activation: { sent: [0] },
    });
    expect(guess(activation, { digest: "right", now: codeMilliseconds })).toMatchObject({ why: "expired" });
    expect(guess({ sent: [0] }, { digest: "right", now: 1 })).toMatchObject({ why: "no code" });
    expect(guess(undefined, { digest: "right", now: 1 })).toMatchObject({ why: "no code" });
  });

  it("is void after five wrong guesses, the right one among none of them", () => {
    let activation: Activation | undefined = fresh();
    const whys: string[] = [];
    for (let n = 0; n < mostWrongGuesses + 1; n++) {
      const outcome = guess(activation, { digest: "wrong", now: 1 });
      whys.push(outcome.right ? "right" : outcome.why);
      ({ activation } = outcome);
    }
    expect(whys).toEqual(["wrong", "wrong", "wrong", "wrong", "wrong too often", "no code"]);
    expect(guess(activation, { digest: "right", now: 1 }).right).toBe(false);
  });

  it("takes the place of the one before, with its wrong guesses", () => {
    const { activation } = guess(fresh(0, "first"), { digest: "wrong", now: 1 });
    const second = withCode(activation, { digest: "second", now: 2 });
    expect(second?.code).toEqual({ digest: "second", expires: 2 + codeMilliseconds, wrongGuesses: 0 });
    expect(second?.sent).toEqual([0, 2]);
  });

  it("is sent five times in any hour, whatever becomes of the codes meanwhile", () => {
    let activation: Activation | undefined = fresh(0);
    for (let n = 1; n < mostCodesInAnHour; n++)
      activation = withCode(withoutCode(activation), { digest: "x", now: n });
    expect(activation?.sent).toHaveLength(mostCodesInAnHour);
    expect(withCode(withoutCode(activation), { digest: "x", now: hour - 1 })).toBeUndefined();
    expect(withCode(activation, { digest: "x", now: hour })?.sent).toEqual([1, 2, 3, 4, hour]);
  });
});

describe("activation codes", () => {
  const codes = createActivationCodes(Buffer.alloc(32, 1));

  it("are six digits, leading zeros and all, and differ", () => {
    const made = Array.from({ length: 1000 }, codes.next);
    for (const code of made) expect(code).toMatch(/^\d{6}$/);
    expect(new Set(made).size).toBeGreaterThan(990);
  });

  it("have digests that depend on the channel, the code and the key", () => {
    const others = createActivationCodes(Buffer.alloc(32, 2));
    const digests = [
      codes.digest("a", "123456"),
      codes.digest("b", "123456"),
      codes.digest("a", "123457"),
      others.digest("a", "123456"),
    ];
    expect(new Set(digests).size).toBe(4);
    expect(codes.digest("a", "123456")).toBe(digests[0]);
  });
});
