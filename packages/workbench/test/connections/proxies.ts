import { connect, type Socket } from "node:net";
import { startRawServer } from "./raw-server.js";

export interface ProxyPeer {
  readonly port: number;
  /** Where it was asked to connect to, in order. */
  readonly targets: readonly string[];
}

/** An HTTP proxy that knows CONNECT and nothing else; with credentials it wants to see them. */
export async function startHttpProxy(credentials?: string): Promise<ProxyPeer> {
  const targets: string[] = [];
  const expected = credentials && `Basic ${Buffer.from(credentials).toString("base64")}`;
  const port = await startRawServer((socket) => {
    socket.once("data", (head) => {
      const text = head.toString("latin1");
      const [, target = ""] = /^CONNECT (\S+) HTTP/.exec(text) ?? [];
      targets.push(target);
      const [, shown] = /proxy-authorization: (.*)\r\n/i.exec(text) ?? [];
      if (expected !== undefined && shown !== expected) {
        socket.end(
          "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n",
        );
        return;
      }
      const [host = "", targetPort] = target.split(":");
      join(socket, host, Number(targetPort), () =>
        socket.write("HTTP/1.1 200 Connection established\r\n\r\n"),
      );
    });
  });
  return { port, targets };
}

/** A SOCKS 5 proxy (RFC 1928) without authentication. */
export async function startSocksProxy(): Promise<ProxyPeer> {
  const targets: string[] = [];
  const port = await startRawServer((socket) => {
    socket.once("data", () => {
      socket.write(Buffer.from([5, 0]));
      socket.once("data", (request) => {
        const isName = request[3] === 3;
        const length = isName ? (request[4] ?? 0) : 4;
        const start = isName ? 5 : 4;
        const address = request.subarray(start, start + length);
        const host = isName ? address.toString() : [...address].join(".");
        const targetPort = request.readUInt16BE(start + length);
        targets.push(`${host}:${targetPort}`);
        join(socket, host, targetPort, () => socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])));
      });
    });
  });
  return { port, targets };
}

function join(near: Socket, host: string, port: number, onConnect: () => void): void {
  const far = connect({ host, port });
  far.once("connect", () => {
    onConnect();
    near.pipe(far).pipe(near);
  });
  far.on("error", () => near.destroy());
  near.once("close", () => far.destroy());
}
