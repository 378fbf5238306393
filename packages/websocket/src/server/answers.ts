import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { type DeflateAnswer, formatExtensions } from "@signalbox/wire/websocket";
import { acceptKey } from "./accept-key.js";

/** A refusal in the form of an HTTP answer. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer as it was written. */
export interface Answer {
  readonly head: Buffer;
  readonly body: Buffer;
}

/** The answer to a handshake without subprotocol, extension or further headers, up to the value that proves it. */
const switching =
  "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ";

/** The whole answer to a handshake that asked for nothing but a connection. */
export function plainAcceptance(key: string): string {
  return `${switching}${acceptKey(key)}\r\n\r\n`;
}

/** Lines of the answer to an accepted handshake (RFC 6455 section 4.2.2); more may be added. */
export function acceptanceLines(key: string, protocol: string, deflate: DeflateAnswer | undefined): string[] {
  const lines = (switching + acceptKey(key)).split("\r\n");
  if (protocol !== "") lines.push(`Sec-WebSocket-Protocol: ${protocol}`);
  if (deflate !== undefined) {
    lines.push(`Sec-WebSocket-Extensions: ${formatExtensions([deflate.extension])}`);
  }
  return lines;
}

/** What `verifyClient` said no with. */
export function verdict(
  status = 401,
  message = STATUS_CODES[status] ?? "",
  headers: Readonly<Record<string, number | string | readonly string[] | undefined>> = {},
): Refusal {
  const given = Object.entries(headers).filter(([, value]) => value !== undefined);
  return {
    status,
    message,
    headers: Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
  };
}

/** Writes the answer of a refused handshake and ends the socket behind it. */
export function refuse(socket: Duplex, { status, message, headers }: Refusal): Answer {
  const body = Buffer.from(message);
  const fields = Object.entries({
    Connection: "close",
    "Content-Type": "text/html",
    "Content-Length": String(body.length),
    ...headers,
  });
  const head = Buffer.from(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`,
    "latin1",
  );
  socket.once("finish", () => socket.destroy());
  socket.end(Buffer.concat([head, body]));
  return { head, body };
}
