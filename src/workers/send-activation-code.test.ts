// Activation codes on their way: sent again while that can help, and no longer than somebody waits.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Calls, callsOn } from "../../test/harness/calls.ts";
import { type ContactsAccount, contactsAccount } from "../../test/harness/contacts-account.ts";
import { forEachEngine, silent } from "../../test/harness/engines.ts";
import { type Clock, systemClock } from "../clock.ts";
import { sendActivationCode as sendAgain } from "../contract/contacts/activation.ts";
import { deleteContactChannel } from "../contract/contacts/channel.ts";
import { sendingCode } from "../domain/contacts/activation.ts";
import type { Sent } from "../domain/engagement/sending.ts";
import type { ActivationCode } from "../domain/messages/activation-letter.ts";
import type { Storage } from "../storage/storage.ts";
import { advanceTo } from "../timers/manual-time.ts";
import { TimerRunner } from "../timers/runner.ts";
import { sendActivationCode } from "./send-activation-code.ts";

forEachEngine((engine) => {
  let storage: Storage;
  let tocsin: Calls;
  let account: ContactsAccount;
  let runner: TimerRunner;
  let answers: Sent[];
  let sent: ActivationCode[];
  const warned: string[] = [];
  beforeEach(async () => {
    storage = await engine.open();
    tocsin = callsOn(storage);
    account = await contactsAccount(tocsin);
    [answers, sent] = [[], []];
    const send = async (it: ActivationCode): Promise<Sent> => {
      sent.push(it);
      return answers.shift() ?? { outcome: "sent", said: "SM1" };
    };
    const log = {
      warn: (facts: object, text: string) => void warned.push(`${text} ${JSON.stringify(facts)}`),
    };
    const clock: Clock = tocsin.clock;
    const kinds = { [sendingCode]: { run: sendActivationCode({ storage, send, log }) } };
    runner = new TimerRunner({ storage, clock, wall: systemClock(), log: silent, kinds, random: () => 0 });
    await runner.start();
  });
  afterEach(async () => {
    await runner.stop(0);
    await storage[Symbol.asyncDispose]();
  });
  const advance = (minutes: number) =>
    advanceTo({ clock: tocsin.clock, storage, runner }, tocsin.clock.now() + minutes * 60_000);

  const address = "+4915112345667";
  const failed = (more: object = {}): Sent => ({ outcome: "failed", said: "busy", ...more });

  describe("a code", () => {
    it("goes to the address of its channel, once", async () => {
      const channel = await account.channel(await account.person("alice"), address, "SMS");
      const code = await account.codeFor(channel);
      await advance(60);
      expect(sent).toEqual([
        {
          channel,
          code,
          key: expect.stringMatching(/^[0-9a-f]{64}$/),
          to: { name: "alice", type: "SMS", address },
        },
      ]);
      expect(await account.codeFor(channel)).toBeUndefined();
    });

    it("that could not be sent is sent again under the same key", async () => {
      answers = [failed(), failed({ uncertain: true })];
      await account.channel(await account.person("alice"), address, "SMS");
      await advance(60);
      expect(sent).toHaveLength(3);
      expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
    });

    it("is not sent again where that cannot help", async () => {
      answers = [failed({ permanent: true })];
      await account.channel(await account.person("alice"), address, "SMS");
      await advance(60);
      expect(sent).toHaveLength(1);
      expect(warned.at(-1)).toMatch(/^an activation code could not be sent .*"to":"\+49…67","said":"busy"/);
      expect(warned.at(-1)).not.toContain(sent[0]?.code);
    });

    it("is given up after a quarter of an hour, and another can be asked for", async () => {
      answers = Array<Sent>(50).fill(failed());
      const channel = await account.channel(await account.person("alice"), address, "SMS");
      await advance(24 * 60);
      expect(sent).toHaveLength(12);
      answers = [];
      await account.call(sendAgain, { ContactChannelId: channel });
      await advance(1);
      expect(sent).toHaveLength(13);
      expect(sent[12]?.key).not.toBe(sent[0]?.key);
    });

    it("for a channel that is gone is not sent", async () => {
      answers = [failed()];
      const channel = await account.channel(await account.person("alice"), address, "SMS");
      await advance(0);
      await account.call(deleteContactChannel, { ContactChannelId: channel });
      await advance(60);
      expect(sent).toHaveLength(1);
    });
  });
});
