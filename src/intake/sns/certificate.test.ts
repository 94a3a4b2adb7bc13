// Which certificates are those of SNS.
import { expect, test } from "vitest";
import { selfMadeCertificate } from "../../../test/channels/certificate.ts";
import { readCertificate } from "./certificate.ts";

const read = (commonName: string, anySubject = false) =>
  readCertificate(selfMadeCertificate({ commonName, type: "rsa" }).cert, { anySubject });

test.each(["sns.amazonaws.com", "sns.eu-west-1.amazonaws.com", "sns.cn-north-1.amazonaws.com.cn"])(
  "one of %s is",
  (name) => {
    expect(read(name)).toHaveProperty("key");
  },
);

test.each(["example.com", "sns.amazonaws.com.example.com", "xsns.amazonaws.com", "s3.amazonaws.com"])(
  "one of %s is not, unless its address alone is trusted",
  (name) => {
    expect(read(name)).toBe("its certificate is not that of Amazon SNS");
    expect(read(name, true)).toHaveProperty("key");
  },
);

test("what cannot be read is not, nor is what has no RSA key", () => {
  const wrong = ["", "-----BEGIN CERTIFICATE-----", selfMadeCertificate().cert];
  for (const pem of wrong)
    expect(readCertificate(pem, { anySubject: true })).toBe("its certificate is not readable");
});
