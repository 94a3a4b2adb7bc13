// A line to a database that a test can cut and mend: what the other side sees of a server or a network that fails.
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export interface Line extends AsyncDisposable {
  /** Leads to the database over this line. */
  readonly url: string;
  /** Breaks every connection and refuses new ones. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Passes the next message with these words on to the server, and breaks its connection before the answer comes. */
  readonly breakAfter: (words: string) => void;
}

export const lineTo = async (database: string): Promise<Line> => {
  const url = new URL(database);
  const { hostname, port } = url;
  const sockets = new Set<Socket>();
  let last: string | undefined;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket.on("error", () => undefined));
      socket.on("close", () => sockets.delete(socket));
    }
    near.on("data", (sent) => {
      far.write(sent);
      if (last === undefined || !sent.includes(last)) return;
      last = undefined;
      near.destroy();
    });
    far.pipe(near);
    near.on("close", () => far.end());
  });
  const listen = async (at: number): Promise<void> => {
    server.listen(at, "127.0.0.1");
    await once(server, "listening");
  };
  const cut = async (): Promise<void> => {
    if (!server.listening) return;
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, "close");
  };
  await listen(0);
  const here = (server.address() as AddressInfo).port;
  url.hostname = "127.0.0.1";
  url.port = String(here);
  return {
    url: url.href,
    cut,
    mend: () => listen(here),
    breakAfter: (words) => {
      last = words;
    },
    [Symbol.asyncDispose]: cut,
  };
};
