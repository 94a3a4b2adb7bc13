import { expect, it } from "vitest";
import { wordsOf } from "./command-words.ts";

it.each<[string, string[]]>([
  ["", []],
  ["  a  b\tc\n", ["a", "b", "c"]],
  [`--data '{"a": "b c"}'`, ["--data", '{"a": "b c"}']],
  [`"say \\"hi\\" \\n"`, ['say "hi" \\n']],
  [`a\\ b '' ""`, ["a b", "", ""]],
  [`--arn=x'y'"z"`, ["--arn=xyz"]],
  [`'it'\\''s'`, ["it's"]],
  ["$HOME `x` *", ["$HOME", "`x`", "*"]],
])("takes apart %j as a shell does, and expands nothing", (line, words) => {
  expect(wordsOf(line)).toEqual({ words });
});

it("says that a quotation has no end", () => {
  expect(wordsOf('a "b')).toEqual({ fault: 'No closing quotation: "' });
});
