// Times as sources write them.

/** Whatever is before was not meant: Go writes the year 1 where there is no time. */
const earliest = Date.UTC(1990, 0);
const latest = Date.UTC(2200, 0);

/** Epoch milliseconds of RFC 3339 text with a zone; undefined for what is no time, and for "none" as Go writes it. */
export function timeOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\d[T ][\d:.]{5,18}(Z|[+-]\d\d:?\d\d)$/i.test(text))
    return undefined;
  const time = Math.floor(
    Date.parse(text.replace(/(\.\d{3})\d+/, "$1").replace(/([+-]\d\d)(\d\d)$/, "$1:$2")),
  );
  return sensible(time);
}

/** Epoch milliseconds of a number in seconds or milliseconds: nobody means the year 1970, or 50000. */
export const timeOfNumber = (number: number): number | undefined =>
  sensible(Math.floor(number < 1e11 ? number * 1000 : number));

const sensible = (time: number): number | undefined => (time >= earliest && time < latest ? time : undefined);

/** Undefined where there is none. */
export const newest = (times: readonly (number | undefined)[]): number | undefined => {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
};
