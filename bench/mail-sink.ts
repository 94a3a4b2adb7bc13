// A mail server that takes everything, and knows to a fraction of a millisecond when the first byte of each mail came.
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";

export interface MailSink extends AsyncDisposable {
  readonly port: number;
  /** When the first byte about the incident came, by its ARN: `performance.now()`. Of several mails the first counts. */
  readonly firstBytes: ReadonlyMap<string, number>;
}

const incidentArn = /arn:aws:ssm-incidents::\d{12}:incident-record\/[\w-]+\/[\w-]+/;

export async function mailSink(): Promise<MailSink> {
  const firstBytes = new Map<string, number>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.setNoDelay().on("error", () => socket.destroy()));
    socket.on("close", () => sockets.delete(socket));
    converse(socket, (mail, firstByte) => {
      const [arn] = incidentArn.exec(mail.replaceAll("=\r\n", "")) ?? [];
      if (arn !== undefined && !firstBytes.has(arn)) firstBytes.set(arn, firstByte);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    firstBytes,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server.close(), "close");
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function converse(socket: Socket, received: (mail: string, firstByte: number) => void): void {
  let firstByte = Number.NaN;
  let text = "";
  let isMail = false;
  const answer = (line: string): void => void socket.write(`${line}\r\n`);
  const command = (line: string): void => {
    isMail = /^DATA/i.test(line);
    if (isMail) answer("354 go on");
    else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
    else answer("250 ok");
  };
  const next = (end: string): string | undefined => {
    const at = text.indexOf(end);
    if (at < 0) return undefined;
    const part = text.slice(0, at);
    text = text.slice(at + end.length);
    return part;
  };
  answer("220 sink");
  socket.setEncoding("latin1").on("data", (piece: string) => {
    if (Number.isNaN(firstByte)) firstByte = performance.now();
    text += piece;
    for (let part = next(isMail ? "\r\n.\r\n" : "\r\n"); part !== undefined;) {
      if (isMail) {
        received(part, firstByte);
        isMail = false;
        answer("250 taken");
      } else command(part);
      part = next(isMail ? "\r\n.\r\n" : "\r\n");
    }
  });
}
