// Requests as bytes, signed by the signer of the official clients.
import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Credential } from "../../src/wire/options.ts";
import { alice } from "./running.ts";

type Data = string | ArrayBuffer | ArrayBufferView;

const bytesOf = (data: Data): Uint8Array => {
  if (typeof data === "string") return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
};

class Sha256 {
  readonly #key: Uint8Array | undefined;
  #pieces: Uint8Array[] = [];

  constructor(key?: Data) {
    this.#key = key === undefined ? undefined : bytesOf(key);
  }

  update(data: Data): void {
    this.#pieces.push(bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    const hash = this.#key === undefined ? createHash("sha256") : createHmac("sha256", this.#key);
    for (const piece of this.#pieces) hash.update(piece);
    return hash.digest();
  }

  reset(): void {
    this.#pieces = [];
  }
}

export interface Request {
  readonly method?: string;
  /** Still encoded. */
  readonly path?: string;
  /** Decoded. */
  readonly query?: Readonly<Record<string, string | string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly service?: string;
  readonly region?: string;
  readonly credential?: Credential;
  readonly date?: Date;
}

const signerOf = ({
  service = "ssm-incidents",
  region = "us-east-1",
  credential = alice,
}: Request): SignatureV4 =>
  new SignatureV4({
    service,
    region,
    sha256: Sha256,
    applyChecksum: false,
    credentials: {
      accessKeyId: credential.accessKeyId,
      secretAccessKey: credential.secretAccessKey,
      ...(credential.session === undefined ? {} : { sessionToken: credential.session.token }),
    },
  });

const unsigned = (request: Request) => ({
  method: request.method ?? "POST",
  protocol: "http:",
  hostname: "localhost",
  path: request.path ?? "/",
  query: { ...request.query } as Record<string, string | string[]>,
  headers: { host: "localhost", ...request.headers },
  body: request.body ?? "",
});

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);

const queryText = (query: Readonly<Record<string, string | string[] | null>> = {}): string =>
  Object.entries(query)
    .flatMap(([name, values]) => [values ?? ""].flat().map((value) => `${encode(name)}=${encode(value)}`))
    .join("&");

/** The parts of a signed request, for tests that spoil one of them. */
export interface Parts {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The last request of its connection, unless its headers say otherwise. */
export const toBytes = ({ method, target, headers, body }: Parts): Buffer => {
  const all = {
    connection: "close",
    ...(body.length > 0 ? { "content-length": String(body.length) } : {}),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join("")}\r\n`), body]);
};

const partsOf = (
  it: {
    method: string;
    path: string;
    query?: Record<string, string | string[] | null>;
    headers: Record<string, string>;
  },
  body: string | Buffer = "",
): Parts => {
  const query = queryText(it.query);
  return {
    method: it.method,
    target: query === "" ? it.path : `${it.path}?${query}`,
    headers: it.headers,
    body: Buffer.from(body),
  };
};

export const sign = async (request: Request): Promise<Parts> =>
  partsOf(
    await signerOf(request).sign(unsigned(request), { signingDate: request.date ?? new Date() }),
    request.body,
  );

export const presign = async (request: Request, expiresIn = 60): Promise<Parts> =>
  partsOf(
    await signerOf(request).presign(unsigned({ method: "GET", ...request }), {
      expiresIn,
      signingDate: request.date ?? new Date(),
    }),
    request.body,
  );

/** One signed request as bytes. */
export const signed = async (request: Request): Promise<Buffer> => toBytes(await sign(request));
