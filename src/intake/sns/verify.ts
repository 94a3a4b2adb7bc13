// Whether a message comes from Amazon SNS, and from a topic that may send here.
import { verify } from "node:crypto";
import { ApiError } from "../../contract/api-error.ts";
import type { Clock } from "../../clock.ts";
import { matcher } from "../../domain/access/wildcard.ts";
import { accessDenied } from "../../wire/errors.ts";
import { instantOf } from "../aws-time.ts";
import { certificateAddress } from "./address.ts";
import type { Certificates } from "./certificates.ts";
import { type SnsMessage, signedText } from "./message.ts";
import type { SnsSettings } from "./settings.ts";

export interface Verifying {
  readonly settings: SnsSettings;
  readonly certificates: Certificates;
  /** The real time: the clock of Tocsin may stand still. */
  readonly wall: Pick<Clock, "now">;
}

/**
 * SNS gives up an HTTP delivery within an hour (developer guide); a day leaves room for what stands between. What is older
 * was recorded by somebody. What is sent again within the day does no harm: its alert changes nothing.
 */
const oldest = 24 * 3_600_000;
/** As far as clocks may differ; as for the signatures of AWS's APIs. */
const aheadAtMost = 15 * 60_000;

const refused = (why: string): ApiError =>
  accessDenied(`The message is not taken as one of Amazon SNS: ${why}.`);

/** SNS sends it again. */
const notNow = (why: string): ApiError =>
  new ApiError("ServiceUnavailableException", `The message cannot be verified at the moment: ${why}.`);

/** @throws AccessDeniedException, or that it should be sent again where the certificate cannot be had at the moment */
export async function requireSns(
  message: SnsMessage,
  { settings, certificates, wall }: Verifying,
): Promise<void> {
  const { topics, origins } = settings;
  const topic = message.TopicArn.toLowerCase();
  if (topics.length > 0 && !topics.some((pattern) => matcher(pattern)(topic)))
    throw refused(`the topic ${message.TopicArn} is not among those that may send`);
  const age = wall.now() - instantOf(message.Timestamp);
  if (age > oldest || age < -aheadAtMost) throw refused("it is not of today");
  const url = certificateAddress(message.SigningCertURL, origins);
  if (url === undefined) throw refused("its certificate is not at an address of Amazon SNS");
  const found = await certificates.of(url);
  if ("said" in found) throw found.passing ? notNow(found.said) : refused(found.said);
  if (wall.now() < found.validFrom || wall.now() > found.validTo)
    throw refused("its certificate is not valid at this time");
  if (!isSignedWith(found.key, message)) throw refused("its signature is wrong");
}

const digests = { "1": "sha1", "2": "sha256" } as const;

function isSignedWith(key: Parameters<typeof verify>[2], message: SnsMessage): boolean {
  const text = Buffer.from(signedText(message));
  return verify(digests[message.SignatureVersion], text, key, Buffer.from(message.Signature, "base64"));
}
