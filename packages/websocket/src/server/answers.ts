import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { Refusal } from "./request-check.js";

/** Writes the answer of a refused handshake and ends the socket behind it. Returns the head and the body. */
export function refuse(
  socket: Duplex,
  { status, message, headers }: Refusal,
): { head: Buffer; body: Buffer } {
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
