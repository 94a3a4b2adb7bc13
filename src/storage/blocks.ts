// Many rows in few statements of few texts: each text is prepared once, and kept.

const sizes = [64, 16, 4, 1];

/** In their order; the blocks' sizes are always the same few. */
export function* blocksOf<Row>(rows: readonly Row[]): Generator<Row[]> {
  let from = 0;
  for (const size of sizes)
    for (; from + size <= rows.length; from += size) yield rows.slice(from, from + size);
}
