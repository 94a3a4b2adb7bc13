// Texts that begin with others, as a range that an index answers.
import sql, { empty, raw, type Sql } from "sql-template-tag";

/** No text of a caller is beyond the last character in the order of UTF-8 bytes. */
const last = "\u{10ffff}";

/** A condition to follow others; none for an absent prefix. */
export const textsBeginningWith = (column: string, prefix: string | undefined): Sql =>
  prefix === undefined
    ? empty
    : sql`and ${raw(column)} >= ${prefix} and ${raw(column)} < ${`${prefix}${last}`}`;
