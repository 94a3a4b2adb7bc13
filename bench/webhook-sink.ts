// A web server that notes when the first message about each cause began to arrive, and answers at once.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface WebhookSink extends AsyncDisposable {
  readonly url: string;
  /** By cause, such as `cause-10-1-`: on the clock of `performance.now()`. */
  readonly firstBytes: ReadonlyMap<string, number>;
}

export async function webhookSink(): Promise<WebhookSink> {
  const firstBytes = new Map<string, number>();
  const server = createServer((request, response) => {
    const arrived = performance.now();
    let text = "";
    request.setEncoding("latin1").on("data", (piece: string) => (text += piece));
    request.on("end", () => {
      for (const [cause] of text.matchAll(/cause-\w+-\d+-/g))
        if (!firstBytes.has(cause)) firstBytes.set(cause, arrived);
      response.end("{}");
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    firstBytes,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
