// Intake keys: every way to carry one, who is turned away, and that nobody learns why.
import { afterAll, beforeAll, expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { type AwsIntake, openIntake, planName } from "./aws-intake.ts";

interface Made {
  readonly intakeKey: { readonly key: string; readonly keyId: string };
}

forEachEngine((engine) => {
  let intake: AwsIntake;
  let key: string;
  const create = async (input: object = {}) => {
    const made = (await intake.call("/_tocsin/intake/keys/create", {
      responsePlanName: planName,
      ...input,
    })) as Made;
    return made.intakeKey;
  };
  const post = async (
    path: string,
    headers: Record<string, string> = {},
    body: unknown = { title: "Disk is full" },
  ) => {
    const reply = await fetch(`${intake.tocsin.url}${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    return { status: reply.status, headers: reply.headers, text: await reply.text() };
  };
  const plain = `/intake/generic/${planName}`;
  const basic = (user: string, password: string) => ({
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
  });
  beforeAll(async () => {
    intake = await openIntake(engine);
    ({ key } = await create());
  });
  afterAll(() => intake[Symbol.asyncDispose]());

  it("has 32 letters and digits, and is not among what is kept", async () => {
    expect(key).toMatch(/^[a-z2-7]{32}$/);
    const listed = JSON.stringify(await intake.call("/_tocsin/intake/keys/list", {}));
    expect(listed).toContain(key.slice(0, 8));
    expect(listed).not.toContain(key.slice(8));
  });

  it("comes as each sender can carry it", async () => {
    const ways = [
      post(plain, { authorization: `Bearer ${key}` }),
      post(plain, { authorization: `bearer ${key}` }),
      post(plain, basic("tocsin", key)),
      post(plain, basic(key, "")),
      post(plain, { "x-tocsin-key": key }),
      post(plain, { "x-api-key": key }),
      post(`${plain}?key=${key}`),
      post(`${plain}/${key}`),
      post("/v2/enqueue", {}, { routing_key: key, event_action: "acknowledge", dedup_key: "a" }),
    ];
    expect((await Promise.all(ways)).map(({ status }) => status)).toEqual(ways.map(() => 202));
  });

  it("is asked for where there is none", async () => {
    const { status, headers } = await post(plain);
    expect([status, headers.get("www-authenticate")]).toEqual([401, 'Basic realm="Tocsin intake"']);
  });

  it("is refused in the same words when it is unknown, revoked, of another plan, another source, or half right", async () => {
    const [revoked, narrow] = await Promise.all([create(), create({ sources: ["grafana"] })]);
    expect((await post(`${plain}/${revoked.key}`)).status).toBe(202);
    await intake.call("/_tocsin/intake/keys/revoke", { keyId: revoked.keyId });
    const answers = await Promise.all([
      post(`${plain}/${"a".repeat(32)}`),
      post(`${plain}/${revoked.key}`),
      post(`/intake/generic/other/${key}`),
      post(`${plain}/${narrow.key}`),
      post(`${plain}/${key.slice(0, 31)}${key.endsWith("a") ? "b" : "a"}`),
      post(`${plain}/${key.slice(0, 8)}`),
      post(plain, { authorization: "Bearer" }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it("is not made for a plan that is not there, nor revoked where it is not known", async () => {
    await expect(create({ responsePlanName: "nowhere" })).rejects.toThrow(/nowhere does not exist/);
    await expect(intake.call("/_tocsin/intake/keys/revoke", { keyId: "aaaaaaaa" })).rejects.toThrow(
      /aaaaaaaa/,
    );
  });

  it("says where alerts go when somebody looks, and refuses what is no intake", async () => {
    const look = await fetch(`${intake.tocsin.url}${plain}`);
    expect([look.status, await look.text()]).toEqual([
      200,
      expect.stringContaining("takes alerts of generic here"),
    ]);
    expect((await fetch(`${intake.tocsin.url}${plain}`, { method: "DELETE" })).status).toBe(405);
    const lost = await post(`/intake/nothing/${planName}/${key}`);
    expect([lost.status, lost.text]).toEqual([404, expect.stringContaining("alertmanager")]);
  });
});
