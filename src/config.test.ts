// The settings: defaults, and every mistake told at once.
import { describe, expect, it } from "vitest";
import { ConfigError, readConfig, settings } from "./config.ts";

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
});
