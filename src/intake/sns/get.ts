// One HTTP request that reads something small: no redirects, a limited answer, a limited time.

export interface Got {
  readonly status: number;
  readonly text: string;
}

export type Get = (url: string, signal?: AbortSignal) => Promise<Got>;

const milliseconds = 5000;
const longestAnswer = 64 * 1024;

/** @throws where the far side does not answer in time, or with more than anybody has reason to */
export const getOverHttp: Get = async (url, signal) => {
  const limit = AbortSignal.timeout(milliseconds);
  const reply = await fetch(url, {
    headers: { "User-Agent": "Tocsin" },
    redirect: "manual",
    signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
  });
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of reply.body ?? []) {
    pieces.push(piece);
    length += piece.length;
    if (length > longestAnswer) throw new Error(`the answer is longer than ${longestAnswer} bytes`);
  }
  return { status: reply.status, text: Buffer.concat(pieces).toString() };
};
