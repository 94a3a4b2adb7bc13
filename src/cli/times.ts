// Times as the command line shows them: UTC, and a dash where there is none.

const upTo = (length: number, time: Date | undefined): string =>
  time === undefined ? "-" : `${time.toISOString().slice(0, length).replace("T", " ")}Z`;

/** `2026-11-23 08:00Z` */
export const minute = (time: Date | undefined): string => upTo(16, time);

/** `2026-11-23 08:00:02Z` */
export const second = (time: Date | undefined): string => upTo(19, time);
