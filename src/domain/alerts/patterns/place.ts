// Where in a pattern something is read, and what was found wrong there.

export interface Place {
  /** Such as `detail.state[0]`; empty for the pattern itself. */
  readonly path: string;
  readonly mistakes: string[];
}

/** Notes the mistake, and goes on with something in its place, so that all mistakes are found. */
export function wrong<Instead>({ path, mistakes }: Place, mistake: string, instead: Instead): Instead {
  mistakes.push(`${path === "" ? "the pattern" : path} ${mistake}`);
  return instead;
}
