// PagerDuty: how a response plan is joined to a service there, and the incident that results.
import { type Infer, boolean, list, required, string, structure, union } from "../shape.ts";

const secretId = string({ min: 1, max: 512 });

const pagerDutyConfiguration = structure("PagerDutyConfiguration", {
  name: required(string({ min: 1, max: 200 })),
  pagerDutyIncidentConfiguration: required(
    structure("PagerDutyIncidentConfiguration", { serviceId: required(string({ min: 1, max: 200 })) }),
  ),
  secretId: required(secretId),
});

const integration = union("Integration", { pagerDutyConfiguration });
export const integrations = list(integration, { max: 1 });
export type Integration = Infer<typeof integration>;

export const pagerDutyIncidentDetail = structure("PagerDutyIncidentDetail", {
  id: required(string({ min: 1, max: 200 })),
  autoResolve: boolean(),
  secretId,
});
