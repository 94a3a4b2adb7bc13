import { expect, it } from "vitest";
import { textOfHtml } from "./html-text.ts";

it("keeps the words and the lines of a document, and nothing that is not seen", () => {
  const html = `<html><head><title>x</title><style>p > a { color: red }</style></head>
    <body><p>Disk &amp; <b>memory</b> &lt;full&gt;</p><script>if (a < b) alert("no")</script>on<br>web01</body></html>`;
  expect(textOfHtml(html)).toBe("Disk & memory <full>\non\nweb01");
});

it("reads what is broken off, and what goes on for ever", () => {
  expect(textOfHtml("all <b")).toBe("all");
  expect(textOfHtml("<style>".repeat(30_000))).toBe("");
  expect(textOfHtml("<".repeat(200_000))).toBe("");
});
