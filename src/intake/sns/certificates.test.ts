// How long certificates are kept, and how many.
import { expect, test } from "vitest";
import { selfMadeCertificate } from "../../../test/channels/certificate.ts";
import { Certificates } from "./certificates.ts";

const { cert } = selfMadeCertificate({ commonName: "sns.amazonaws.com", type: "rsa" });
const address = (id: string) =>
  new URL(`https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-${id}.pem`);

function kept() {
  const it = { now: 0, status: 200, asked: 0 };
  const certificates = new Certificates({
    get: () => {
      it.asked += 1;
      return Promise.resolve({ status: it.status, text: cert });
    },
    wall: { now: () => it.now },
  });
  return Object.assign(it, { of: (id: string) => certificates.of(address(id)) });
}

test("one is fetched once for all who ask at the same time, and again after a day", async () => {
  const it = kept();
  await Promise.all([it.of("a"), it.of("a"), it.of("a")]);
  it.now = 24 * 3_600_000 - 1;
  await it.of("a");
  expect(it.asked).toBe(1);
  it.now += 1;
  await it.of("a");
  expect(it.asked).toBe(2);
});

test("a failure is forgotten after some seconds", async () => {
  const it = kept();
  it.status = 500;
  expect(await it.of("a")).toMatchObject({ passing: true });
  it.status = 200;
  it.now = 4999;
  expect(await it.of("a")).toMatchObject({ passing: true });
  it.now = 5000;
  expect(await it.of("a")).toHaveProperty("key");
});

test("what is not there will not be there", async () => {
  const it = kept();
  it.status = 404;
  expect(await it.of("a")).toMatchObject({ passing: false });
});

test("of many, the oldest are forgotten", async () => {
  const it = kept();
  for (let id = 0; id <= 50; id += 1) await it.of(String(id));
  await it.of("50");
  expect(it.asked).toBe(51);
  await it.of("0");
  expect(it.asked).toBe(52);
});
