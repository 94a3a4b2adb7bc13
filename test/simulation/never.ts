// What a task awaits that is not there any more to go on.

/** A new one each time: one for all would remember every task that ever awaited it. */
export const never = (): Promise<never> => new Promise(() => undefined);
