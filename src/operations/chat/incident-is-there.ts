// Whether an account has an incident.
import { findIncident } from "../../storage/incidents.ts";
import type { Given } from "../given.ts";

export const incidentIsThere = async (
  { storage }: Pick<Given, "storage">,
  { incident, account }: { readonly incident: string; readonly account: string },
): Promise<boolean> => (await findIncident(storage, incident))?.account === account;
