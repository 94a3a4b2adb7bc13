import { expect, test } from "vitest";
import { implement } from "./call.ts";
import { contacts } from "./contacts/service.ts";
import { coverage } from "./coverage.ts";
import { deleteIncidentRecord } from "./incidents/incident.ts";
import { incidents } from "./incidents/service.ts";

const built = implement({ operation: deleteIncidentRecord, resources: () => ["*"], run: async () => ({}) });

test("the page tells of every operation whether it is built", () => {
  const page = coverage([
    { contract: incidents, implementations: new Map([[built.operation.name, built]]) },
    { contract: contacts, implementations: new Map() },
  ]);
  expect(page).toContain("## ssm-incidents: 1 of 31 operations");
  expect(page).toContain("## ssm-contacts: 0 of 39 operations");
  expect(page).toContain("| DeleteIncidentRecord | `POST /deleteIncidentRecord` | yes |");
  expect(page).toContain("| StartIncident | `POST /startIncident` | not yet |");
  expect(page).toContain("| AcceptPage | `X-Amz-Target: SSMContacts.AcceptPage` | not yet |");
  expect(page.match(/^\| \w+ \| `/gmu)).toHaveLength(70);
});
