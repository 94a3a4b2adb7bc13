// The settings: defaults, and every mistake told at once.
import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "./config.ts";
import { settings } from "./settings.ts";

const mistakesOf = (env: Record<string, string>): string[] => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split("\n");
    throw error;
  }
  return [];
};

describe("settings", () => {
  it("have defaults that serve on this machine only", () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      host: "127.0.0.1",
      port: 9110,
      accountId: "111122223333",
      clock: "system",
    });
    expect(config.databaseUrl).toBeUndefined();
  });

  it("take an empty value for absent", () => {
    expect(readConfig({ TOCSIN_PORT: "", TOCSIN_DATABASE_URL: "" }).port).toBe(9110);
  });

  it("are refused all together, each with what was expected", () => {
    const broken = Object.fromEntries(Object.keys(settings).map((name) => [name, "\u0000 "]));
    const mistakes = mistakesOf(broken);
    for (const [name, it] of Object.entries(settings)) {
      if (name === "TOCSIN_SECRET_KEY") continue;
      expect(
        mistakes.filter((line) => line.startsWith(`${name} is `) && line.includes(it.expected)),
      ).toHaveLength(1);
    }
  });

  it("name a misspelt setting", () => {
    expect(mistakesOf({ TOCSIN_PROT: "1" })).toEqual(["TOCSIN_PROT is not a setting of Tocsin"]);
  });

  it("overlook what Kubernetes puts into the environment", () => {
    expect(
      mistakesOf({ TOCSIN_SERVICE_HOST: "10.0.0.1", TOCSIN_PORT_9110_TCP: "tcp://10.0.0.1:9110" }),
    ).toEqual([]);
  });

  it("never show a secret in a mistake", () => {
    const [line] = mistakesOf({ TOCSIN_DATABASE_URL: "mysql://root:hunter2@db/x" });
    expect(line).not.toContain("hunter2");
  });

  it("want both halves of a root access key", () => {
    expect(mistakesOf({ TOCSIN_ROOT_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE" })[0]).toMatch(
      /SECRET_ACCESS_KEY is missing/,
    );
  });

  it("want all that a mail server and Twilio need", () => {
    expect(mistakesOf({ TOCSIN_SMTP_URL: "smtp://mail" })).toEqual([
      "TOCSIN_MAIL_FROM is missing, expected since TOCSIN_SMTP_URL is set",
    ]);
    expect(mistakesOf({ TOCSIN_TWILIO_FROM: "+14255550100" })).toEqual([
      "TOCSIN_TWILIO_ACCOUNT_SID is missing, expected since TOCSIN_TWILIO_FROM is set",
      "TOCSIN_TWILIO_AUTH_TOKEN is missing, expected since TOCSIN_TWILIO_FROM is set",
    ]);
  });

  it("leave every message in the outbox by default", () => {
    expect(readConfig({})).toMatchObject({
      publicUrl: undefined,
      mail: undefined,
      twilio: undefined,
      webhooks: { schemes: [] },
    });
  });

  it("never show the passwords of mail server, Twilio and webhooks in a mistake", () => {
    const mistakes = mistakesOf({
      TOCSIN_SMTP_URL: "smtp://user:hunter2@",
      TOCSIN_TWILIO_AUTH_TOKEN: "hunter2 ",
      TOCSIN_WEBHOOK_SECRET: "hunter2",
    });
    expect(mistakes.join()).not.toContain("hunter2");
    expect(mistakes.join()).toContain("TOCSIN_WEBHOOK_SECRET is not readable");
  });
});
