import { afterAll, beforeAll, expect, it } from "vitest";
import { type AlertedAccount, alertedAccount } from "../../../test/harness/alerts.ts";
import { type Calls, callsOn } from "../../../test/harness/calls.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import { ApiError } from "../../contract/api-error.ts";
import type { InputOf } from "../../contract/operation.ts";
import { deleteResponsePlan } from "../../contract/incidents/response-plan.ts";
import type {
  getAlertSettings as reading,
  putAlertSettings as writing,
} from "../../contract/tocsin/alert-settings.ts";
import { responsePlanArn } from "../../domain/arn.ts";
import type { Storage } from "../../storage/storage.ts";
import { getAlertSettings, putAlertSettings } from "./alert-settings.ts";

forEachEngine((engine) => {
  let storage: Storage;
  let tocsin: Calls;
  beforeAll(async () => {
    storage = await engine.open();
    tocsin = callsOn(storage);
  });
  afterAll(() => storage[Symbol.asyncDispose]());

  type Settings = InputOf<typeof writing>;
  const callsOf = ({ caller }: AlertedAccount) => ({
    put: async (settings: Partial<Settings>): Promise<unknown> =>
      putAlertSettings(tocsin.given).run(
        { responsePlanName: "web", ...settings },
        { caller, requestId: "r" },
      ),
    get: async (input: InputOf<typeof reading> = { responsePlanName: "web" }): Promise<unknown> =>
      getAlertSettings(tocsin.given).run(input, { caller, requestId: "r" }),
  });
  const refusal = (call: Promise<unknown>): Promise<ApiError> =>
    call.then(
      () => expect.unreachable("not refused"),
      (error: unknown) => (error instanceof ApiError ? error : expect.unreachable(String(error))),
    );

  it("a plan about whose alerts nobody has said anything has those by default", async () => {
    const { get } = callsOf(await alertedAccount(tocsin));
    expect(await get()).toEqual({
      responsePlanName: "web",
      autoResolve: "RESOLVE",
      refireSeconds: 3600,
      rules: [],
    });
  });

  it("what is put is shown, replaces what was said before, and is applied to the next alert", async () => {
    const account = await alertedAccount(tocsin);
    const { put, get } = callsOf(account);
    await put({ autoResolve: "NEVER", rules: [{ name: "old", ignore: true }] });
    const rules = [
      {
        name: "disk",
        when: '{"labels":{"alertname":["DiskFull"]}}',
        title: "{{labels.alertname}} of {{plan}}",
        impactByValue: { from: "{{labels.alertname}}", values: { DiskFull: 1 }, otherwise: 4 },
        relatedItems: [{ title: "Runbook", url: "https://runbooks.example/{{labels.alertname}}" }],
      },
    ];
    const said = { responsePlanName: "web", autoResolve: "RESOLVE", refireSeconds: 60, rules };
    expect(await put({ refireSeconds: 60, rules })).toEqual(said);
    expect(await get()).toEqual(said);
    const { incidentArn = "", impact } = await account.taken();
    expect(impact).toBe(1);
    expect((await account.record(incidentArn)).title).toBe("DiskFull of web");
  });

  it("every mistake in the rules is named at once, and nothing is kept", async () => {
    const { put, get } = callsOf(await alertedAccount(tocsin));
    const error = await refusal(
      put({
        rules: [
          {
            name: "a",
            when: '{"label":["x"],"status":[]}',
            title: "{{labels.x",
            responsePlanName: "nowhere",
          },
          { name: "a", when: "{", dedupe: "{{nothing}}" },
          {
            name: "b",
            when: '{"label":["x"]}',
            impact: 1,
            impactByValue: { from: "x", values: { x: 1 } },
            relatedItems: [{ title: "neither" }],
          },
        ],
      }),
    );
    expect(error.name).toBe("ValidationException");
    expect(error.message.split("; ")).toEqual([
      'rule 1 ("a"), when: status must not be an empty list',
      'rule 1 ("a"), title: it has {{ without }}',
      'rule 2 ("a"), when: the pattern must be JSON',
      'rule 2 ("a"), dedupe: it names nothing, and an alert has source, status, title, summary, severity, key, plan, labels, payload',
      expect.stringMatching(/^rule 3 \("b"\), when: label is nothing that alerts have/),
      'rule 3 ("b"), relatedItems[0] must have either url or arn',
      'rule 3 ("b"), impact and impactByValue: only one can be',
      'rule 2 ("a") has the name of an earlier one',
      "the response plan nowhere, which a rule names, does not exist.",
    ]);
    expect(await get()).toMatchObject({ rules: [] });
  });

  it("settings of a plan that does not exist are neither put nor shown", async () => {
    const { put, get } = callsOf(await alertedAccount(tocsin));
    const refusals = [put({ responsePlanName: "nowhere" }), get({ responsePlanName: "nowhere" })];
    for (const call of refusals)
      expect(await refusal(call)).toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("a deleted plan leaves none behind for a new one of its name", async () => {
    const account = await alertedAccount(tocsin);
    const { put, get } = callsOf(account);
    await put({ autoResolve: "NEVER" });
    await tocsin.call(account.caller, deleteResponsePlan, {
      arn: responsePlanArn(account.caller.account, "web"),
    });
    await account.plan("web");
    expect(await get()).toMatchObject({ autoResolve: "RESOLVE" });
  });
});
