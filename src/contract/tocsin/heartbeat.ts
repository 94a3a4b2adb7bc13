// Heartbeats: something that tells every so often that it lives, and an incident when it does not.
import { type OutputOf, operation } from "../operation.ts";
import { boolean, integer, list, matching, required, string, structure, timestamp, words } from "../shape.ts";
import { always, resourceNotFound } from "./errors.ts";

/** As response plans are named: it becomes a part of the address that is pinged. */
const name = required(string({ min: 1, max: 100, ...matching(String.raw`^[\w-]+$`) }));

/** The name of the plan that its incident opens from. */
const responsePlanName = required(string({ min: 1, max: 200, ...matching(String.raw`^[\w-]+$`) }));

const longest = 31 * 24 * 3600;

const heartbeat = structure("Heartbeat", {
  name,
  responsePlanName,
  periodSeconds: required(integer()),
  graceSeconds: required(integer()),
  /**
   * `NEW`: never heard from, and so not waited for. `LATE`: its period is over, the grace is not. `MISSED`: an alert was
   * given, and its end follows with the next ping.
   */
  status: required(words("NEW", "UP", "LATE", "MISSED", "PAUSED")),
  lastPingTime: timestamp(),
  /** Without a ping, there will be an alert then. */
  deadline: timestamp(),
  createdTime: required(timestamp()),
  /** Where to ping, with an intake key of the plan behind it (or in a header). */
  pingPath: required(string()),
});

/** Makes a heartbeat, or changes all of it. The clock begins with the first ping. */
export const putHeartbeat = operation({
  name: "PutHeartbeat",
  http: { method: "POST", path: "/_tocsin/heartbeats/put", status: 200 },
  input: structure("PutHeartbeatInput", {
    name,
    responsePlanName,
    /** How often it pings. */
    periodSeconds: required(integer({ min: 10, max: longest })),
    /** How much later than that a ping may come. */
    graceSeconds: required(integer({ min: 10, max: longest })),
    /** Pings are noted, and nothing is missed. */
    paused: boolean(),
  }),
  output: structure("PutHeartbeatOutput", { heartbeat: required(heartbeat) }),
  idempotent: true,
  errors: [...always, resourceNotFound],
});

export const listHeartbeats = operation({
  name: "ListHeartbeats",
  http: { method: "POST", path: "/_tocsin/heartbeats/list", status: 200 },
  input: structure("ListHeartbeatsInput", {
    maxResults: integer({ min: 1, max: 100 }),
    nextToken: string({ max: 2000 }),
  }),
  output: structure("ListHeartbeatsOutput", {
    /** By name. */
    heartbeats: required(list(heartbeat)),
    nextToken: string({ max: 2000 }),
  }),
  errors: [...always],
  paginated: { token: "nextToken", limit: "maxResults", items: "heartbeats" },
});

/** An incident that it opened stays, for people to resolve. */
export const deleteHeartbeat = operation({
  name: "DeleteHeartbeat",
  http: { method: "POST", path: "/_tocsin/heartbeats/delete", status: 204 },
  input: structure("DeleteHeartbeatInput", { name }),
  output: structure("DeleteHeartbeatOutput", {}),
  idempotent: true,
  errors: [...always, resourceNotFound],
});

export type ShownHeartbeat = OutputOf<typeof listHeartbeats>["heartbeats"][number];
