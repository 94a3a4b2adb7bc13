// What the subject of a monitor's mail says: of which trouble it tells, and whether that has begun or ended.

export interface Subject {
  /** For a small screen: without `Re:`, `Fwd:`, [tags] and asterisks. */
  readonly title: string;
  /** The same for all mails of the same trouble: what is left without the words that tell how it goes. */
  readonly cause: string;
  /** `ASIDE`: neither, such as that somebody has acknowledged it. */
  readonly meaning: "FIRING" | "RESOLVED" | "ASIDE";
  /** The gravest word in it, in small letters. */
  readonly severity: string | undefined;
}

/** Longer ones are cut; they are read by patterns, none of which can backtrack far. */
const longest = 500;

const reply = /^(re|fwd?|aw|wg|sv|tr|antw)(\[\d{1,3}\])?:\s*/i;
const tag = /\[[^[\]]{0,100}\]/g;

/** Where it begins or ends with them, or has them as a tag, the trouble is over. Nagios, Icinga, Zabbix, Alertmanager, Grafana, Datadog, CloudWatch. */
const over = "resolved|recovery|recovered|ok|up|cleared|back to normal|restored";
const overAtFirst = new RegExp(
  String.raw`^(${over})( (in|after) [\w ]{1,40}| alert)?( service| host)?( alert)?\s*[:|]`,
  "i",
);
const overAsTag = new RegExp(String.raw`^\[(${over})(:\s*\d{1,6})?\]`, "i");
/** In capitals alone: sales may be up. UptimeRobot says it in the middle. */
const overAtLast = /\bis (UP|OK|[Uu]p again|back up|RESOLVED|RECOVERED|resolved|recovered)\b[\s!.*]*(:|$)/;

const aside =
  /^\W*(acknowledgement|acknowledged|flappingstart|flappingstop|flappingend|flappingdisabled|downtimestart|downtimeend|downtimestop|downtimecancelled|downtimeremoved|updated problem)\b/i;

/** How it goes, not what it is. */
const words = new Set(
  "problem recovery recovered resolved ok up down firing alarm alert critical crit warning warn unknown unreachable error normal triggered restored cleared insufficient data is again back".split(
    " ",
  ),
);

/** The gravest first. */
const severities = [
  "disaster",
  "emergency",
  "critical",
  "crit",
  "down",
  "unreachable",
  "error",
  "alarm",
  "warning",
  "warn",
  "unknown",
];

export function readSubject(text: string): Subject {
  const subject = withoutReplies(
    text
      .slice(0, longest)
      .replaceAll(/[\p{Cc}\s]+/gu, " ")
      .trim(),
  );
  const title = subject.replaceAll(tag, " ").replaceAll("*", " ").replaceAll(/ +/g, " ").trim();
  const spoken = wordsOf(subject);
  return {
    title: title === "" ? subject : title,
    cause: causeOf(title === "" ? subject : title),
    meaning: meaningOf(subject),
    severity: severities.find((word) => spoken.includes(word)),
  };
}

function withoutReplies(subject: string): string {
  const shorter = subject.replace(reply, "");
  return shorter === subject ? subject : withoutReplies(shorter);
}

function meaningOf(subject: string): Subject["meaning"] {
  if (aside.test(subject)) return "ASIDE";
  const bare = subject.replaceAll("*", " ").trim();
  const isOver = [overAtFirst, overAsTag, overAtLast].some((pattern) => pattern.test(bare));
  return isOver ? "RESOLVED" : "FIRING";
}

/** Letters and digits with what joins them: `web01/HTTP`, `eu-west-1`, `98%`. */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}./@:%_-]*/gu)
    ?.map(bare) ?? [];

const bare = (word: string): string => word.replace(/[.:/-]{1,9}$/, "");

/** `Resolved in 5m 0s: …` says how long it lasted, which is no part of what it is. */
const causeOf = (title: string): string =>
  wordsOf(title.replace(/^resolved (in|after) [\w ]{1,40}:/i, ""))
    .filter((word) => !words.has(word))
    .join(" ");
