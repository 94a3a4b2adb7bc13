// Reads a stream of server-sent events. Source: HTML standard, 9.2.

export interface StreamedEvent {
  readonly id: string | undefined;
  readonly data: string;
}

/** Until the stream ends. @throws when the connection breaks */
export async function* readEvents(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<StreamedEvent> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const piece of pieces) {
    const blocks = (rest + decoder.decode(piece, { stream: true })).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const lines = block.split("\n");
      const data = valuesOf(lines, "data");
      if (data.length > 0) yield { id: valuesOf(lines, "id").at(-1), data: data.join("\n") };
    }
  }
}

const valuesOf = (lines: readonly string[], field: string): string[] =>
  lines.filter((it) => it.startsWith(`${field}:`)).map((it) => it.slice(field.length + 1).replace(/^ /, ""));
