// Which event says that its incident was resolved.
import type { EventDocument } from "./event.ts";

export function tellsOfResolution(type: string, { modifiedAttributes }: EventDocument["detail"]): boolean {
  return (
    type === "SSM Incident Record Update" &&
    Array.isArray(modifiedAttributes) &&
    modifiedAttributes.some(
      (it: { attributeName?: unknown; newValue?: unknown } | null) =>
        it?.attributeName === "status" && it.newValue === "RESOLVED",
    )
  );
}
