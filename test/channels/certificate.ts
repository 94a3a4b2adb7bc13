// A certificate for this machine, made on the spot: no private key lies in the repository, and none expires.
import { generateKeyPairSync, sign } from "node:crypto";

export interface Certificate {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
}

/** One DER value. */
function der(tag: number, ...contents: readonly (Buffer | string)[]): Buffer {
  const content = Buffer.concat(contents.map((it) => Buffer.from(it)));
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...contents: readonly Buffer[]): Buffer => der(0x30, ...contents);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, "hex"));
const time = (at: Date): Buffer => der(0x18, `${at.toISOString().replaceAll(/[-:T]/g, "").slice(0, 14)}Z`);

/** How it is signed, by the type of its key. */
const algorithms = {
  ec: sequence(oid("2a8648ce3d040302")),
  rsa: sequence(oid("2a864886f70d01010b"), der(0x05)),
};
const newKeys = {
  ec: () => generateKeyPairSync("ec", { namedCurve: "P-256" }),
  rsa: () => generateKeyPairSync("rsa", { modulusLength: 2048 }),
};
const commonName = oid("550403");
const subjectAltName = oid("551d11");

const day = 24 * 60 * 60 * 1000;

interface Wishes {
  readonly commonName?: string;
  readonly type?: "ec" | "rsa";
  readonly from?: Date;
  readonly until?: Date;
}

/** For `localhost` and `127.0.0.1`, signed by itself. */
export function selfMadeCertificate({
  commonName: holder = "Tocsin's tests",
  type = "ec",
  from = new Date(Date.now() - day),
  until = new Date(Date.now() + day),
}: Wishes = {}): Certificate {
  const { privateKey, publicKey } = newKeys[type]();
  const name = sequence(der(0x31, sequence(commonName, der(0x0c, holder))));
  const names = sequence(der(0x82, "localhost"), der(0x87, Buffer.from([127, 0, 0, 1])));
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithms[type],
    name,
    sequence(time(from), time(until)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(sequence(subjectAltName, der(0x04, names)))),
  );
  const signature = der(0x03, Buffer.from([0]), sign("sha256", toBeSigned, privateKey));
  const certificate = sequence(toBeSigned, algorithms[type], signature).toString("base64");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.replaceAll(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`,
  };
}
