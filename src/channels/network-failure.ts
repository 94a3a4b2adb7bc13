// What the network says when something cannot be reached, in words for whoever reads the receipt.

const words: ReadonlyMap<string, string> = new Map([
  ["ECONNREFUSED", "the connection was refused"],
  ["ENOTFOUND", "there is no such host"],
  ["EAI_AGAIN", "the host name could not be looked up"],
  ["EHOSTUNREACH", "the host cannot be reached"],
  ["ENETUNREACH", "the network cannot be reached"],
  ["EADDRNOTAVAIL", "this machine has no way there"],
  ["UND_ERR_CONNECT_TIMEOUT", "nobody answered in time"],
  ["ECONNRESET", "the connection was broken off"],
  ["EPIPE", "the connection was broken off"],
  ["UND_ERR_SOCKET", "the connection was broken off"],
  ["ETIMEDOUT", "no answer came in time"],
  ["UND_ERR_HEADERS_TIMEOUT", "no answer came in time"],
]);

const untrusted = /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/;

/** What happens before the first byte of a request can have gone out. */
const beforehand =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$/;

export interface NetworkFailure {
  readonly words: string;
  /** Certainly nothing of the request has gone out. */
  readonly beforehand: boolean;
}

/** @param code such as ECONNREFUSED, or that of an untrusted certificate */
export function networkFailure(code: string | undefined): NetworkFailure {
  if (code === undefined) return { words: "the connection failed", beforehand: false };
  if (untrusted.test(code)) return { words: `no secure connection is possible (${code})`, beforehand: true };
  return {
    words: words.get(code) ?? `the connection failed (${code})`,
    beforehand: beforehand.test(code),
  };
}
