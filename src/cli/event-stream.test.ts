import { expect, test } from "vitest";
import { readEvents } from "./event-stream.ts";

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test("events are read wherever the pieces are cut, and comments are none", async () => {
  const text =
    'retry: 1000\n: hello\n\nid: 1\nevent: x\ndata: {"a":"ü"}\n\n: beat\n\nid: 2\ndata: a\ndata: b\n\n';
  for (const size of [1, 3, 7, 1000]) {
    const events = await Array.fromAsync(readEvents(inPieces(text, size)));
    expect(events).toEqual([
      { id: "1", data: '{"a":"ü"}' },
      { id: "2", data: "a\nb" },
    ]);
  }
});

test("what is not complete is no event", async () => {
  expect(await Array.fromAsync(readEvents(inPieces("id: 1\ndata: {", 4)))).toEqual([]);
});
