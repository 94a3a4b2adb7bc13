// Opens the port, and closes it without dropping what was begun.
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { connections } from "./connections.ts";
import type { Connections } from "./connections.ts";
import { exchange } from "./exchange.ts";
import type { Exchanging } from "./exchange.ts";
import { defaultLimits } from "./options.ts";
import type { Limits, WireOptions } from "./options.ts";
import { pipeline } from "./pipeline.ts";

export interface Listener extends AsyncDisposable {
  /** `http://127.0.0.1:9110`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Accepts nothing new, lets requests in flight finish for at most the given time, then cuts what is left. */
  close(drainMilliseconds: number): Promise<void>;
}

const serverWith = (limits: Limits): Server => {
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersMilliseconds,
    requestTimeout: limits.requestMilliseconds,
    keepAliveTimeout: limits.keepAliveMilliseconds,
    connectionsCheckingInterval: Math.min(1000, limits.headersMilliseconds, limits.requestMilliseconds),
    // Ours say it in JSON, and with a request id.
    requireHostHeader: false,
    // Finds peers that vanished without a word.
    keepAlive: true,
    keepAliveInitialDelay: limits.silenceMilliseconds,
  });
  // Node would drop the headers beyond its own limit in silence; the pipeline refuses them.
  server.maxHeadersCount = 0;
  server.maxConnections = limits.connections;
  server.timeout = limits.silenceMilliseconds;
  return server;
};

const attach = (server: Server, open: Connections, exchanging: Exchanging): void => {
  const serve = (expectant: boolean) => (message: IncomingMessage, response: ServerResponse) => {
    open.begun(response);
    void exchange({ message, response, expectant }, exchanging);
  };
  server.on("connection", (socket) => open.opened(socket));
  server.on("request", serve(false));
  server.on("checkContinue", serve(true));
  server.on("checkExpectation", serve(false));
  server.on("connect", (_, socket) => open.broken(socket, undefined));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => open.broken(socket, error.code));
};

const urlOf = ({ address, family, port }: AddressInfo): string => {
  const reachable = address === "0.0.0.0" ? "127.0.0.1" : address === "::" ? "::1" : address;
  return `http://${family === "IPv6" ? `[${reachable}]` : reachable}:${port}`;
};

const drain = async (server: Server, milliseconds: number): Promise<void> => {
  const closed = once(server, "close");
  server.close();
  const patience = setTimeout(() => server.closeAllConnections(), milliseconds);
  await closed;
  clearTimeout(patience);
};

/** @throws the error of `listen(2)`, such as EADDRINUSE */
export const listen = async (options: WireOptions): Promise<Listener> => {
  const limits = { ...defaultLimits, ...options.limits };
  const server = serverWith(limits);
  const open = connections();
  const closing = new AbortController();
  attach(server, open, { run: pipeline(options, limits), limits, options, closing: closing.signal });
  server.listen(options.port, options.host);
  await once(server, "listening");
  server.on("error", (err) => options.log.error({ err }, "the listener failed"));
  const address = server.address() as AddressInfo;
  let closed: Promise<void> | undefined;
  const close = (drainMilliseconds: number): Promise<void> => {
    closing.abort();
    open.closing();
    closed ??= drain(server, drainMilliseconds);
    return closed;
  };
  return { url: urlOf(address), port: address.port, close, [Symbol.asyncDispose]: () => close(0) };
};
