// One signed request, sent as it is, and its answer, unread.
import { request, type Agent } from "node:http";
import { signRequest, type Unsigned } from "../../src/cli/sign.ts";

export interface Sendable extends Omit<Unsigned, "date"> {
  readonly agent: Agent;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export function send({ agent, ...unsigned }: Sendable): Promise<Answer> {
  const { method, url, body } = unsigned;
  const headers = signRequest({ ...unsigned, date: new Date() });
  return new Promise((answered, failed) => {
    const sent = request(url, { method, agent, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      answer.on("end", () => answered({ status: answer.statusCode ?? 0, text }));
      answer.on("error", failed);
    });
    sent.on("error", failed);
    sent.end(body);
  });
}
