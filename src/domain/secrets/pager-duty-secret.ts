// The secret with which Tocsin speaks to PagerDuty: JSON with the keys that AWS's integration expects in Secrets Manager.

export interface PagerDutySecret {
  readonly token: string;
  readonly region: "US" | "EU";
  /** A user of PagerDuty, in whose name incidents are created. */
  readonly from: string;
}

type Reading = { readonly secret: PagerDutySecret } | { readonly faults: readonly string[] };

/** Names every fault, and repeats no value: it could be the token under a wrong key. Other keys are not looked at. */
export function readPagerDutySecret(text: string): Reading {
  const value = parsed(text);
  if (typeof value !== "object" || value === null) return { faults: ["it must be a JSON object"] };
  const token = textAt(value, "pagerDutyToken");
  const region = textAt(value, "pagerDutyServiceRegion");
  const from = textAt(value, "pagerDutyFromEmail");
  const faults = [
    ...(/^[!-~]{1,256}$/.test(token) ? [] : ["pagerDutyToken must be printable characters without spaces"]),
    ...(region === "US" || region === "EU" ? [] : ["pagerDutyServiceRegion must be US or EU"]),
    ...(/^[!-?A-~]{1,64}@[a-zA-Z0-9.-]{1,255}$/.test(from)
      ? []
      : ["pagerDutyFromEmail must be the e-mail address of a user of PagerDuty"]),
  ];
  return faults.length === 0 && (region === "US" || region === "EU")
    ? { secret: { token, region, from } }
    : { faults };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function textAt(value: object, key: string): string {
  const found: unknown = Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
  return typeof found === "string" ? found : "";
}
