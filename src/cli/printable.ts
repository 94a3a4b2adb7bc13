// Text from outside, for a terminal.

/** None of it may move the cursor; ends of lines stay. */
export const printable = (text: string): string => text.replaceAll(/[^\P{Cc}\n]/gu, " ");
