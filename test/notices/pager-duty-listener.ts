// PagerDuty's REST API v2 as its documentation describes it, as far as Tocsin uses it: on this machine, keeping what it is told.
import type { ServerResponse } from "node:http";
import {
  type AnswerHttp,
  type Asked,
  type HttpListener,
  answerJson,
  listenForHttp,
} from "../channels/http-listener.ts";

export const token = "y_NbAkKc66ryYTWUXYEu";

export interface Incident {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly service: string;
  readonly from: string;
  readonly details: string;
  readonly notes: string[];
  status: "triggered" | "resolved";
}

export interface PagerDutyListener extends HttpListener {
  readonly incidents: readonly Incident[];
  /** Answers before PagerDuty does, if it wants to. */
  instead: ((asked: Asked, response: ServerResponse) => boolean) | undefined;
  /** Called once the next change is made: whatever it does to the answer, PagerDuty has done its part. */
  afterwards: ((asked: Asked, response: ServerResponse) => boolean) | undefined;
}

const refuse = (response: ServerResponse, status: number, message: string, ...errors: string[]): void =>
  answerJson(response, status, { error: { message, code: 2001, errors } });

export async function listenAsPagerDuty(): Promise<PagerDutyListener> {
  const incidents: Incident[] = [];
  const shown = ({ id, key, title, status, service }: Incident) => ({
    id,
    type: "incident",
    incident_key: key,
    title,
    status,
    service: { id: service, type: "service_reference" },
  });

  const create = ({ body, headers }: Asked, response: ServerResponse): void => {
    const { incident } = JSON.parse(body);
    if (incident.type !== "incident" || incident.service?.type !== "service_reference" || !incident.title)
      return refuse(response, 400, "Invalid Input Provided", "Title is required.");
    if (incident.service.id !== "PSERVICE") return refuse(response, 404, "Not Found");
    const key = String(incident.incident_key);
    if (incidents.some((it) => it.key === key && it.status !== "resolved"))
      return refuse(
        response,
        400,
        "Incident Already Exists",
        "Open incident with matching dedup key already exists",
      );
    const made: Incident = {
      id: `PT4KH${incidents.length}`,
      key,
      title: incident.title,
      service: incident.service.id,
      from: String(headers["from"]),
      details: incident.body.details,
      notes: [],
      status: "triggered",
    };
    incidents.push(made);
    if (listener.afterwards?.({ body, headers, method: "POST", path: "/incidents" }, response)) return;
    answerJson(response, 201, { incident: shown(made) });
  };

  const ofOne = (asked: Asked, response: ServerResponse): void => {
    const [, , id, notes] = asked.path.split("/");
    const found = incidents.find((it) => it.id === id);
    if (found === undefined) return refuse(response, 404, "Not Found");
    if (asked.method === "GET") return answerJson(response, 200, { incident: shown(found) });
    const body = JSON.parse(asked.body);
    if (notes === "notes") {
      if (found.notes.length >= 2000)
        return refuse(response, 400, "Invalid Input Provided", "Too many notes");
      found.notes.push(body.note.content);
      if (listener.afterwards?.(asked, response)) return;
      return answerJson(response, 201, { note: { id: "PNOTE", content: body.note.content } });
    }
    if (found.status === "resolved")
      return refuse(response, 400, "Invalid Input Provided", "Incident Already Resolved");
    found.status = body.incident.status;
    if (listener.afterwards?.(asked, response)) return;
    answerJson(response, 200, { incident: shown(found) });
  };

  const answer: AnswerHttp = (asked, response) => {
    if (listener.instead?.(asked, response)) return;
    const { headers, method, path } = asked;
    if (headers["authorization"] !== `Token token=${token}`)
      return void response.writeHead(401, { "content-type": "application/json" }).end("");
    if (headers["accept"] !== "application/vnd.pagerduty+json;version=2")
      return refuse(response, 406, "Not Acceptable");
    if (method !== "GET" && headers["from"] !== "pd@example.com")
      return refuse(response, 400, "Requester User Not Found");
    const url = new URL(path, "http://localhost");
    if (url.pathname !== "/incidents") return ofOne(asked, response);
    if (method === "POST") return create(asked, response);
    const key = url.searchParams.get("incident_key");
    // Without a key it would answer with all of them.
    const found = incidents.filter((it) => !key || it.key === key);
    answerJson(response, 200, { incidents: found.map(shown), limit: 25, offset: 0, more: false });
  };

  const listener: PagerDutyListener = Object.assign(await listenForHttp(answer), {
    incidents,
    instead: undefined,
    afterwards: undefined,
  });
  return listener;
}
