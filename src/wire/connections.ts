// Knows the open connections and what is under way on each, so that none is cut in the middle of an answer.
import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { refuseBroken } from "./broken-http.ts";

export interface Connections {
  opened(socket: Duplex): void;
  begun(response: ServerResponse): void;
  /** What came is not HTTP, or came too slowly. */
  broken(socket: Duplex, code: string | undefined): void;
  /** Ends the connections that have never asked for anything, and from now on each when it has its last answer. */
  closing(): void;
}

const isSilent = (socket: Duplex): boolean => "bytesRead" in socket && socket.bytesRead === 0;

export const connections = (): Connections => {
  const underWay = new Map<Duplex, Set<ServerResponse>>();
  let closing = false;
  const cutWhenDone = (socket: Duplex): void => {
    if (underWay.get(socket)?.size === 0) socket.destroy();
  };
  return {
    opened: (socket) => {
      underWay.set(socket, new Set());
      socket.once("close", () => underWay.delete(socket));
    },
    begun: (response) => {
      const { socket } = response.req;
      const open = underWay.get(socket);
      open?.add(response);
      response.once("close", () => {
        open?.delete(response);
        // Its headers may have promised to keep the connection before anybody thought of closing.
        if (closing) cutWhenDone(socket);
      });
    },
    broken: (socket, code) => {
      if (isSilent(socket)) {
        socket.destroy();
        return;
      }
      const open = [...(underWay.get(socket) ?? [])];
      const unanswered = open.filter((it) => it.req.complete || it.headersSent);
      if (unanswered.length === 0 && open.length < 2) refuseBroken(socket, code);
      else for (const it of open) it.once("close", () => cutWhenDone(socket));
    },
    closing: () => {
      closing = true;
      for (const socket of underWay.keys()) if (isSilent(socket)) socket.destroy();
    },
  };
};
