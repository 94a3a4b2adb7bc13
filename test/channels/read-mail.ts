// Reads a mail as a mail program does: headers unfolded and decoded, the text and the HTML of its parts.

export interface ReadMail {
  /** By name in small letters. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly html: string;
  readonly raw: string;
}

/** @param raw one character per byte */
export function readMail(raw: string): ReadMail {
  const { headers, body } = split(raw);
  const [, boundary] = /boundary="?([^";]+)"?/.exec(headers.get("content-type") ?? "") ?? [];
  const parts =
    boundary === undefined ? [{ headers, body }] : body.split(`--${boundary}`).slice(1, -1).map(split);
  const partOf = (type: string): string => {
    const part = parts.find((it) => it.headers.get("content-type")?.startsWith(type));
    return part === undefined ? "" : contentOf(part).replaceAll("\r\n", "\n");
  };
  return { headers, text: partOf("text/plain"), html: partOf("text/html"), raw };
}

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

function split(raw: string): Part {
  const text = raw.replace(/^\r\n/, "");
  const end = text.indexOf("\r\n\r\n");
  const lines = text
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, " ")
    .split("\r\n");
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), decodedWords(line.slice(colon + 1).trim())];
  });
  return { headers: new Map(headers), body: text.slice(end + 4) };
}

/** Source: RFC 2047. White space between two encoded words does not count. */
const decodedWords = (text: string): string =>
  text
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, content: string) =>
      kind.toUpperCase() === "B"
        ? Buffer.from(content, "base64").toString()
        : quotedPrintable(content.replaceAll("_", " ")),
    );

function contentOf({ headers, body }: Part): string {
  const content = body.replace(/\r\n$/, "");
  const encoding = headers.get("content-transfer-encoding");
  if (encoding === "base64") return Buffer.from(content, "base64").toString();
  if (encoding === "quoted-printable") return quotedPrintable(content);
  return Buffer.from(content, "latin1").toString();
}

/** Source: RFC 2045. */
const quotedPrintable = (content: string): string =>
  Buffer.from(
    content
      .replaceAll("=\r\n", "")
      .replaceAll(/=([0-9A-F]{2})/g, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16))),
    "latin1",
  ).toString();
