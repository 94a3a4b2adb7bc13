// What a request says of its own signature, before anything of it is believed.
import type { Parameter } from "./query.ts";

export interface Claim {
  readonly algorithm: string;
  /** Access key id and scope: `AKIDEXAMPLE/20150830/us-east-1/ssm-incidents/aws4_request`. */
  readonly credential: string;
  /** Lower-case names. */
  readonly signedHeaders: readonly string[];
  /** Hexadecimal. */
  readonly signature: string;
  /** As the caller wrote it; in order when it reads `YYYYMMDDTHHMMSSZ`. */
  readonly timestamp: string;
  /** Presigned requests only: for how many seconds the signature holds. */
  readonly validSeconds?: number;
  readonly token?: string;
  /** The query as it was signed. */
  readonly query: readonly Parameter[];
}
