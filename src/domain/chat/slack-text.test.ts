import { expect, it } from "vitest";
import { asTyped, codeBlock, escapedWithin, linkedWithin } from "./slack-text.ts";

it("what is escaped is cut between characters", () => {
  expect(escapedWithin("a<b>&", 100)).toBe("a&lt;b&gt;&amp;");
  expect(escapedWithin("<<<<", 9)).toBe("&lt;&lt;…");
  expect(escapedWithin("😀😀", 3)).toBe("😀…");
});

it("addresses can be followed, and lead where they say", () => {
  expect(linkedWithin("see https://e.org/a?b=1&c=2, now.", 100)).toBe(
    "see <https://e.org/a?b=1&amp;c=2>, now.",
  );
  expect(linkedWithin("<https://evil.example|bank>", 100)).toBe("&lt;<https://evil.example>|bank&gt;");
  expect(linkedWithin("<https://evil.example>", 100)).toBe("&lt;<https://evil.example>&gt;");
  expect(linkedWithin("https://e.org", 14)).toBe("https://e.org");
});

it("a command is what was typed, not what Slack and the keyboard made of it", () => {
  expect(asTyped("a &lt;b&gt; &amp;amp;")).toBe("a <b> &amp;");
  expect(asTyped("--url <https://example.com/a?b=c|example.com/a> <https://e.org>")).toBe(
    "--url https://example.com/a?b=c https://e.org",
  );
  expect(asTyped("<mailto:a@example.com|a@example.com>")).toBe("a@example.com");
  expect(asTyped("x —arn “two words” it’s a—b")).toBe('x --arn "two words" it\'s a—b');
});

it("long output is cut at a line, with a word about it, and cannot leave its block", () => {
  expect(codeBlock("{}", 100)).toBe("```\n{}\n```");
  const lines = Array.from({ length: 100 }, (_, line) => `line ${line} <&>`).join("\n");
  const cut = codeBlock(lines, 400);
  expect(cut.length).toBeLessThanOrEqual(400);
  expect(cut).toMatch(/&gt;\n```\nThat is the beginning: \d+ more lines do not fit here\.$/);
  const told = Number(/(\d+) more/.exec(cut)?.[1]);
  expect(cut.split("\n").filter((line) => line.startsWith("line")).length + told).toBe(100);
  const oneLine = codeBlock("&".repeat(1000), 400);
  expect(oneLine.length).toBeLessThanOrEqual(400);
  expect(oneLine).not.toMatch(/&(?!amp;)/);
  expect(codeBlock("a```b", 100).match(/```/g)?.length).toBe(2);
});
