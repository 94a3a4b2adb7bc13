// The certificate with which SNS signs. That it is Amazon's follows from where it is fetched, over TLS: the file has no chain.
import { type KeyObject, X509Certificate } from "node:crypto";

export interface SigningKey {
  readonly key: KeyObject;
  /** Epoch milliseconds. */
  readonly validFrom: number;
  readonly validTo: number;
}

/** `sns.amazonaws.com`, and names of Regions and of China in the same way. */
const subject = /^sns\.([a-z0-9-]{1,40}\.)?amazonaws\.com(\.cn)?$/;

/**
 * @param it.anySubject where the address alone is trusted: an emulator's
 * @returns in words for a person why it is none
 */
export function readCertificate(
  pem: string,
  { anySubject }: { readonly anySubject: boolean },
): SigningKey | string {
  const certificate = parse(pem);
  if (certificate?.publicKey.asymmetricKeyType !== "rsa") return "its certificate is not readable";
  const [name, ...others] = [...certificate.subject.matchAll(/^CN=(.*)$/gm)].map(([, text]) => text);
  if (!anySubject && (others.length > 0 || !subject.test(name ?? "")))
    return "its certificate is not that of Amazon SNS";
  return {
    key: certificate.publicKey,
    validFrom: certificate.validFromDate.getTime(),
    validTo: certificate.validToDate.getTime(),
  };
}

function parse(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}
