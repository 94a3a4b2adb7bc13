import { expect, it } from "vitest";
import { readShorthand } from "./shorthand.ts";

it.each<[string, unknown]>([
  [
    "key=status,condition={equals={stringValues=[OPEN,RESOLVED]}}",
    { key: "status", condition: { equals: { stringValues: ["OPEN", "RESOLVED"] } } },
  ],
  ["url=https://example.com/?a=b&c=d,title=x", { url: "https://example.com/?a=b&c=d", title: "x" }],
  ["key=a,b,other=c", { key: ["a", "b"], other: "c" }],
  [`text="a,b={c}",more='it\\'s'`, { text: "a,b={c}", more: "it's" }],
  ["list=[{a=1},{a=2}],none=[]", { list: [{ a: "1" }, { a: "2" }], none: [] }],
  ["empty={}x", undefined],
  [
    "resource=arn:aws:ssm-incidents::111122223333:incident-record/a/b",
    { resource: "arn:aws:ssm-incidents::111122223333:incident-record/a/b" },
  ],
])("reads %j as the CLI does", (text, value) => {
  if (value === undefined) expect(() => readShorthand(text)).toThrow("is expected");
  else expect(JSON.parse(JSON.stringify(readShorthand(text)))).toEqual(value);
});

it.each(["", "a", "a=1,a=2", "a={b=1", "a=[1,2", "a={b=[1}", `a=${"{a=".repeat(50)}`])(
  "says where %j is wrong",
  (text) => {
    expect(() => readShorthand(text)).toThrow(/at character \d+ of/);
  },
);

it("does not linger over a long text that is none", () => {
  const begun = performance.now();
  for (const part of ["a=", "[", "'\\", "a,", "{a="])
    expect(() => readShorthand(`a=[${part.repeat(20_000)}`)).toThrow();
  expect(performance.now() - begun).toBeLessThan(2000);
});
