// What `tocsin doctor` says of a checkup: calm, worst first, and nothing that is well but a count of it.
import type { Checkup, Finding } from "../contract/tocsin/reachability.ts";
import { printable } from "./printable.ts";

/** For a terminal; ends without an end of line. */
export function checkupText(checkup: Checkup): string {
  const { people, findings, deadTimers, hasReplicationSet, isWell } = checkup;
  if (people === 0) return printable(nobodyYet(checkup));
  const [awake, asleep] = [findings.filter(({ wakes }) => wakes), findings.filter(({ wakes }) => !wakes)];
  const kept = checkup.media.filter(({ hasProvider }) => !hasProvider);
  const isAllKept = kept.length === checkup.media.length;
  const parts = [
    hasReplicationSet ? "" : "Nobody could be woken tonight: there is no active replication set.",
    section("Could not be woken tonight:", asleep.map(findingText)),
    section("Could be woken, but not as planned:", awake.map(findingText)),
    section(
      isAllKept
        ? "Nobody would hear of it, messages stay in the outbox:"
        : "Messages that stay in the outbox:",
      kept.map(mediumText),
    ),
    section("Given up after all its tries:", deadTimers.map(deadTimerText)),
    isWell ? "Everybody can be woken." : "",
    counted(checkup),
  ];
  return printable(parts.filter((part) => part !== "").join("\n\n"));
}

function nobodyYet({ hasReplicationSet, quietResponsePlans }: Checkup): string {
  const lines = [
    `There is nobody who could be woken: no people yet${hasReplicationSet ? "" : ", and no replication set"}.`,
    ...(quietResponsePlans.length === 0 ? [] : [quiet(quietResponsePlans)]),
    "",
    "The first of them:  tocsin people add alice --email alice@example.com",
    "All of it:          docs/on-call.md",
  ];
  return lines.join("\n");
}

const section = (title: string, items: readonly string[]): string =>
  items.length === 0 ? "" : [title, ...items].join("\n\n");

const types: Readonly<Record<Finding["type"], string>> = {
  PERSONAL: "person",
  ESCALATION: "escalation plan",
  ONCALL_SCHEDULE: "on-call schedule",
  RESPONSE_PLAN: "response plan",
};

const findingText = ({ name, type, faults }: Finding): string =>
  [`  ${name} (${types[type]})`, ...faults.map((fault) => `    - ${fault}`)].join("\n");

const media: Readonly<Record<Checkup["media"][number]["medium"], readonly [name: string, settings: string]>> =
  {
    EMAIL: ["E-mail", "TOCSIN_SMTP_URL and TOCSIN_MAIL_FROM"],
    SMS: ["SMS", "TOCSIN_TWILIO_ACCOUNT_SID, TOCSIN_TWILIO_AUTH_TOKEN and TOCSIN_TWILIO_FROM"],
    VOICE: ["Calls", "TOCSIN_TWILIO_ACCOUNT_SID, TOCSIN_TWILIO_AUTH_TOKEN and TOCSIN_TWILIO_FROM"],
    WEBHOOK: ["Webhooks", "TOCSIN_WEBHOOK_SCHEMES"],
  };

function mediumText({ medium, channels }: Checkup["media"][number]): string {
  const [name, settings] = media[medium];
  return `  ${name} (${many(channels, "channel")})\n    - no provider is configured: set ${settings}`;
}

const deadTimerText = ({ kind, key, attempts, lastError }: Checkup["deadTimers"][number]): string =>
  `  ${kind} of ${key}\n    - after ${many(attempts, "try", "tries")}: ${lastError.replaceAll(/\s+/g, " ")}`;

function counted(checkup: Checkup): string {
  const counts = [
    many(checkup.people, "person", "people"),
    many(checkup.escalationPlans, "escalation plan"),
    many(checkup.onCallSchedules, "on-call schedule"),
    many(checkup.responsePlans, "response plan"),
  ].filter((count) => !count.startsWith("0 "));
  const time = checkup.checkedTime.toISOString().slice(0, 16).replace("T", " ");
  const lines = [`Looked at ${counts.join(", ")} on ${time}Z.`];
  if (checkup.quietResponsePlans.length > 0) lines.push(quiet(checkup.quietResponsePlans));
  return lines.join("\n");
}

/** A sentence stays one that people read. */
const mostNamed = 5;

function quiet(names: readonly string[]): string {
  const more = names.length - mostNamed;
  const named = [...names.slice(0, mostNamed), ...(more > 0 ? [`${more} more`] : [])].join(", ");
  return `${names.length === 1 ? "A response plan engages" : "Some response plans engage"} nobody, which may be meant: ${named}.`;
}

const many = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;
