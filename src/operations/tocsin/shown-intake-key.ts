// An intake key as the API shows it.
import type { IntakeKeyRecord } from "../../domain/alerts/intake-key.ts";

type Shown = Pick<IntakeKeyRecord, "keyId" | "planName" | "sources" | "created">;

export const shownIntakeKey = ({ keyId, planName, sources, created }: Shown) => ({
  keyId,
  responsePlanName: planName,
  sources: sources === undefined ? undefined : [...sources],
  createdTime: new Date(created),
});
